// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {HouseCast} from "./HouseCast.t.sol";
import {HouseChecks} from "./HouseChecks.t.sol";

/// @notice Everybody who acts on a clearing house, its oracle and its markets, one random step at a time.
contract ClearingWalker is HouseChecks {
    /// @dev How often each act is chosen, in the order of `_perform`. Trades lead.
    uint8[] private _weights = [10, 6, 2, 5, 24, 60, 2, 8, 9, 6, 12, 6, 3, 2, 3, 3, 3, 2, 2, 20, 4, 22];

    constructor(HouseCast memory cast_, address[8] memory actors_) {
        cast = cast_;
        time = cast_.start;
        feeWallet = cast_.wallet;
        isRegistered[cast_.matcher] = true;
        (isRegistered[actors_[VAULT]], isRegistered[address(cast_.desk)]) = (true, true);
        for (uint256 i = 0; i < ACTORS; ++i) {
            actors[i] = actors_[i];
            // One of the writers is poor, and everybody lets the one in that trades itself.
            uint256 stake = i == 3 ? 500e18 : 200_000e18;
            vm.prank(cast_.treasury);
            cast_.pat.transfer(actors[i], stake);
            vm.startPrank(actors[i]);
            cast_.pat.approve(address(cast_.clearing), type(uint256).max);
            cast_.clearing.deposit(stake);
            cast_.clearing.setMatcher(cast_.matcher, true);
            cast_.clearing.setMatcher(actors_[VAULT], true);
            cast_.clearing.setMatcher(address(cast_.desk), true);
            vm.stopPrank();
            balance[i] = int256(stake);
            (allows[i][cast_.matcher], allows[i][actors_[VAULT]]) = (true, true);
            allows[i][address(cast_.desk)] = true;
        }
        for (uint256 i = 0; i < 4; ++i) _trade();
        _moveTo(time + 1 hours);
        _measure();
    }

    function step(uint256 seed) external {
        _reseed(seed);
        _perform(_weighed(_weights));
    }

    /// @notice Every walk lists, trades, and sees books end; what a campaign as a whole must meet is its own list.
    function checkReach() external view {
        vm.assertGe(listed.length, 5, "reach: series");
        vm.assertGe(done["fill"] + done["take quote"], 3, "reach: trades");
        vm.assertGe(done["book settled"], 1, "reach: settled books");
        vm.assertGe(done["withdraw"], 1, "reach: withdrawals");
        vm.assertGe(time, cast.start + 3 days, "reach: time");
    }

    function _perform(uint256 act) private {
        if (act == 0) _deposit();
        else if (act == 1) _withdraw();
        else if (act == 2) _donate();
        else if (act == 3) _setMatcher();
        else if (act == 4) _list();
        else if (act == 5) _fill();
        else if (act == 6) _settleMarket();
        else if (act == 7) _settle();
        else if (act == 8) _settleAccounts();
        else if (act == 9) _settleAndWithdraw();
        else if (act == 10) _trade();
        else if (act == 11) _measure();
        else if (act == 12) _moveMatcher();
        else if (act == 13) _setFees();
        else if (act == 14) _setRequirement();
        else if (act == 15) _pauseAProduct();
        else if (act == 16) _moveMarks();
        else if (act == 17) _tradeEach();
        else if (act == 18) _takeOver();
        else if (act == 19) _quote();
        else if (act == 20) _cancelQuotes();
        else _pass();
    }
}
