// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {NormalLaw} from "./NormalLaw.sol";
import {Root} from "./Root.sol";
import {WAD} from "./Units.sol";

/// @title Black-76 in integers, undiscounted: PAT carries no interest on chain
/// @notice The same integers as `black76Integer` of the derivatives package, bit for bit. Rounded up it never understates the
/// value, rounded down it never overstates it, by at most 4e-17 of the forward and one unit; proven in that package's
/// docs/integerPricer.md. The result lies within the no-arbitrage bounds, and call - put is exactly forward - strike.
library Black76 {
    uint256 private constant YEAR = 365 days;
    /// @dev Where both tails are beyond this many deviations what is left out is under 3e-18 of the forward.
    int256 private constant BEYOND = 9 * NormalLaw.ONE;
    /// @dev Added or taken off before rounding: 2e-17 of the forward, more than every error together.
    int256 private constant MARGIN = 1584563250285;
    uint256 private constant MAX_VOLATILITY = 2 ** 66 - 1;

    /// @notice The strike is above 2**63 times the forward: its logarithm would lose the digits that the bound needs.
    /// @param forward Forward price.
    /// @param strike Strike, in the same unit.
    error Black76_StrikeTooFar(uint256 forward, uint256 strike);

    /// @notice The volatility is above 7,378 %.
    /// @param volatility Annualised, at scale 1e18.
    /// @param max The most that is allowed.
    error Black76_VolatilityTooHigh(uint256 volatility, uint256 max);

    /// @notice What an option is worth.
    /// @param isCall A call, or a put.
    /// @param forward Forward price in any integer unit, wei per lot, say.
    /// @param strike In the same unit.
    /// @param volatility Annualised, at scale 1e18.
    /// @param timeToExpiry Seconds; a year has 31,536,000.
    /// @param isUp Rounded up (what a buyer pays), or down (what a buyer is paid).
    /// @return value In the unit of the forward.
    function price(bool isCall, uint128 forward, uint128 strike, uint256 volatility, uint32 timeToExpiry, bool isUp)
        internal
        pure
        returns (uint256 value)
    {
        if (volatility > MAX_VOLATILITY) revert Black76_VolatilityTooHigh(volatility, MAX_VOLATILITY);
        unchecked {
            value = forward > strike ? forward - strike : 0;
            (bool isUncertain, int256 scaled) = _callValue(forward, strike, volatility, timeToExpiry, isUp ? MARGIN : -MARGIN);
            if (isUncertain) {
                // Floor shifts serve both: upward after adding one unit less a bit.
                int256 rounded = isUp ? -(-scaled >> 96) : scaled >> 96;
                if (rounded > int256(value)) value = rounded > int256(uint256(forward)) ? forward : uint256(rounded);
            }
            // Put-call parity, exact.
            if (!isCall) value = value + strike - forward;
        }
    }

    /// @dev `2**96` times the call's value with `margin` of the forward added. `call = F (a - b) - [d2 > 0] K` with
    /// `a = Phi(d1)`, both probabilities by one density and two Mills ratios, because `K phi(d2) = F phi(d1)`.
    /// @return isUncertain False where the value is intrinsic exactly.
    function _callValue(uint256 forward, uint256 strike, uint256 volatility, uint256 timeToExpiry, int256 margin)
        private
        pure
        returns (bool isUncertain, int256 value)
    {
        unchecked {
            if (forward == 0 || strike == 0) return (false, 0);
            int256 s = int256((Root.floorSqrt(((volatility * volatility * timeToExpiry) << 90) / YEAR) << 51) / WAD);
            if (s == 0) return (false, 0);
            uint256 ratio = (forward << 127) / strike;
            if (ratio < 1 << 64) revert Black76_StrikeTooFar(forward, strike);
            int256 d1 = (NormalLaw.ln(ratio) << 96) / s + (s >> 1);
            int256 strikeTerm = d1 > s ? int256(strike << 96) : int256(0);
            if (d1 <= -BEYOND) return (true, int256(forward) * margin);
            if (d1 >= BEYOND) return (true, int256(forward) * (NormalLaw.ONE + margin) - strikeTerm);
            return (true, int256(forward) * (_difference(d1, d1 - s) + margin) - strikeTerm);
        }
    }

    /// @dev `Phi(d1) - K Phi(d2) / F` at scale 2**96, without the strike where d2 is above zero.
    function _difference(int256 d1, int256 d2) private pure returns (int256 fraction) {
        unchecked {
            int256 phi = NormalLaw.density(d1);
            int256 near = (phi * NormalLaw.mills(d1 > 0 ? d1 : -d1)) >> 96;
            int256 far = (phi * NormalLaw.mills(d2 > 0 ? d2 : -d2)) >> 96;
            fraction = d1 > 0 ? NormalLaw.ONE - near : near;
            fraction = d2 > 0 ? fraction + far : fraction - far;
        }
    }
}
