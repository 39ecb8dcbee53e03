// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeriesKind} from "../clearing/SeriesWord.sol";
import {Black76} from "../math/Black76.sol";
import {MulDiv} from "../math/MulDiv.sol";
import {WAD} from "../math/Units.sol";

/// @dev What a series is to who prices it: an option, and what is added to its price.
/// @param isCall A call capped at `cap`, or a put.
/// @param strike Wei per lot.
/// @param cap Wei per lot.
/// @param shift Wei per lot; a collar is a capped call from its floor to its cap, plus `floor - price`.
/// @param perLot The most that a lot can cost who sold it.
struct OptionPart {
    bool isCall;
    uint256 strike;
    uint256 cap;
    int256 shift;
    uint256 perLot;
}

/// @dev A trade as the vault prices it.
/// @param option What is traded.
/// @param lots How many.
/// @param takerBuys Or sells back.
/// @param from Lower end of the vault's obligations, before or after.
/// @param to Higher end.
/// @param capital By which utilisation is measured.
/// @param timeToExpiry Seconds.
struct PricedTrade {
    OptionPart option;
    uint256 lots;
    bool takerBuys;
    uint256 from;
    uint256 to;
    uint256 capital;
    uint32 timeToExpiry;
}

/// @dev Scale 1e18.
/// @param baseVolatility Annualised, of an empty vault.
/// @param fullVolatility Of a full one.
/// @param halfSpread Around the model.
/// @param setAt When they were set; 0 when they never were.
struct VaultTerms {
    uint64 baseVolatility;
    uint64 fullVolatility;
    uint64 halfSpread;
    uint40 setAt;
}

/// @title What a vault asks or bids
/// @notice The same integers as `vaultQuote` of the derivatives package, and why they are so.
library VaultPricing {
    /// @dev Within a sixteenth of the capital a lot has one price.
    uint256 internal constant STEPS = 16;

    /// @notice A call, a put or a collar as an option.
    function optionPart(SeriesKind kind, uint256 a, uint256 b, uint256 c) internal pure returns (OptionPart memory) {
        if (kind == SeriesKind.Put) return OptionPart(false, a, 0, 0, a);
        if (kind == SeriesKind.Call) return OptionPart(true, a, b, 0, b - a);
        return OptionPart(true, a, b, int256(a) - int256(c), b - c);
    }

    /// @notice The premium of a trade at the forward that is worse for the taker, wei.
    function premium(PricedTrade memory trade, VaultTerms memory terms, uint128 fresh, uint128 day)
        internal
        pure
        returns (int256)
    {
        uint256 worst = _pathPremium(trade, terms, fresh);
        uint256 other = _pathPremium(trade, terms, day);
        if (other > worst == trade.takerBuys) worst = other;
        return int256(worst) + int256(trade.lots) * trade.option.shift;
    }

    /// @dev Each step's price for the part of the trade that lies in it, divided once.
    function _pathPremium(PricedTrade memory trade, VaultTerms memory terms, uint128 forward)
        private
        pure
        returns (uint256)
    {
        uint256 base = _perLot(trade, forward, terms.baseVolatility, terms.halfSpread);
        uint256 step = _stepOf(trade.from, trade.capital);
        if (trade.from == trade.to) return trade.lots * _stepPrice(trade, terms, forward, step, base);
        // Obligations are counted in sixteenths: step k begins at k times the capital, and so no end of a step is rounded.
        uint256 end = trade.to * STEPS;
        uint256 reached = trade.from * STEPS;
        uint256 sum;
        for (; reached < end; ++step) {
            uint256 next = (step + 1) * trade.capital;
            if (step == STEPS - 1 || next > end) next = end;
            sum += _stepPrice(trade, terms, forward, step, base) * (next - reached);
            reached = next;
        }
        uint256 divisor = STEPS * trade.option.perLot;
        return trade.takerBuys ? (sum + divisor - 1) / divisor : sum / divisor;
    }

    /// @dev The step in which obligations lie; what lies beyond the capital belongs to the last.
    function _stepOf(uint256 obligations, uint256 capital) private pure returns (uint256) {
        uint256 step = capital == 0 ? STEPS : obligations * STEPS / capital;
        return step < STEPS ? step : STEPS - 1;
    }

    /// @dev Of the volatility in the middle of a step and the base, the price that is worse for the taker.
    function _stepPrice(
        PricedTrade memory trade,
        VaultTerms memory terms,
        uint128 forward,
        uint256 step,
        uint256 base
    ) private pure returns (uint256) {
        uint256 span = terms.fullVolatility - terms.baseVolatility;
        uint256 volatility = terms.baseVolatility + MulDiv.mulDivUp(span, 2 * step + 1, 2 * STEPS);
        uint256 there = _perLot(trade, forward, volatility, terms.halfSpread);
        return there > base == trade.takerBuys ? there : base;
    }

    /// @dev The model with the half-spread, never better for the taker, and never above what a lot can pay.
    function _perLot(PricedTrade memory trade, uint128 forward, uint256 volatility, uint256 halfSpread)
        private
        pure
        returns (uint256 price)
    {
        OptionPart memory option = trade.option;
        bool buys = trade.takerBuys;
        uint32 time = trade.timeToExpiry;
        price = Black76.price(option.isCall, forward, uint128(option.strike), volatility, time, buys);
        uint256 most = option.strike;
        if (option.isCall) {
            uint256 beyond = Black76.price(true, forward, uint128(option.cap), volatility, time, !buys);
            price = price > beyond ? price - beyond : 0;
            most = option.cap - option.strike;
        }
        price = buys ? MulDiv.mulDivUp(price, WAD + halfSpread, WAD) : price * (WAD - halfSpread) / WAD;
        if (price > most) price = most;
    }
}
