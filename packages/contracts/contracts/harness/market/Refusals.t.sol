// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IDataMarketplace, Role} from "../../marketplace/IDataMarketplace.sol";
import {MarketSums} from "./MarketSums.t.sol";

/// @notice Refusals that several acts share, each as the ABI-encoded error that must come back.
abstract contract Refusals is MarketSums {
    function _notRole(address caller, Role role) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotRole.selector, caller, role);
    }

    function _paused() internal view returns (bytes memory) {
        uint256 until = ownerPaused ? 0 : _pauses[0].until;
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_Paused.selector, ownerPaused, until);
    }

    function _zeroAddress(string memory field) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_ZeroAddress.selector, field);
    }

    function _batchSize(uint256 size) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_BatchSize.selector, size, 100);
    }

    function _unknownMarket(uint256 market) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarketUnknown.selector, market);
    }

    function _unknownSegment(uint256 id) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentUnknown.selector, id);
    }

    function _expired(uint256 id) internal view returns (bytes memory) {
        return
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_SegmentExpired.selector, id, _expiry(id), time);
    }

    function _isMarket(uint256 market) internal view returns (bool) {
        return market != 0 && market < venues.length;
    }

    function _isSegment(uint256 id) internal view returns (bool) {
        return id != 0 && id < segments.length;
    }

    function _outsideBand(uint256 market, uint256 freshAsk) internal view returns (bytes memory) {
        (uint256 low, uint256 high) = _marketBand(market);
        if (freshAsk >= low && freshAsk <= high) return "";
        return abi.encodeWithSelector(
            IDataMarketplace.DataMarketplace_AskOutsideBand.selector, market, freshAsk, low, high
        );
    }

    function _frozen(uint256 market) internal view returns (bytes memory) {
        uint256 until = _frozenUntil(market);
        if (until == 0) return "";
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_PricesFrozen.selector, market, until);
    }

    function _marginOutOfBounds(uint256 margin) internal pure returns (bytes memory) {
        if (margin > 5_000) {
            return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarginTooHigh.selector, margin, 5_000);
        }
        if (margin >= MIN_INDEX_MARGIN) return "";
        return abi.encodeWithSelector(
            IDataMarketplace.DataMarketplace_MarginTooLow.selector, margin, MIN_INDEX_MARGIN
        );
    }

    /// @dev What PAT says to a payment by `payer` into the marketplace, on this allowance.
    function _unpayable(address payer, uint256 allowance, uint256 amount) internal view returns (bytes memory) {
        if (allowance < amount) {
            return abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, _marketplace(), allowance, amount
            );
        }
        return _tooPoor(payer, held[payer], amount);
    }

    function _tooPoor(address who, uint256 balance, uint256 amount) internal pure returns (bytes memory) {
        if (balance >= amount) return "";
        return abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, who, balance, amount);
    }
}
