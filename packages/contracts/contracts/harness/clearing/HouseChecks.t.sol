// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearingHouse} from "../../clearing/IClearingHouse.sol";
import {SettlingActs} from "./SettlingActs.t.sol";

/// @notice Everything that the clearing house shows, against the books.
abstract contract HouseChecks is SettlingActs {
    function check() external view {
        check_I46_I47_held();
        check_I48_I49_accounts();
        check_I50_positions();
        check_I52_books();
        check_I62_quotes();
    }

    /// @notice I46, I47: what is held is the balances and what settled books still owe between accounts, and that sums to zero
    /// over all of a book.
    function check_I46_I47_held() public view {
        int256 sum = int256(donated + feesOf[cast.wallet]);
        for (uint256 i = 0; i < ACTORS; ++i) {
            (uint256 shown,,) = cast.clearing.accountOf(actors[i]);
            sum += int256(shown);
        }
        for (uint256 i = 0; i < books.length; ++i) {
            if (!books[i].isSettled) continue;
            for (uint256 j = 0; j < ACTORS; ++j) sum += _worth(j, i, books[i].figure);
        }
        vm.assertEq(int256(cast.pat.balanceOf(address(cast.clearing))), sum, "I46: held");
        for (uint256 i = 0; i < listed.length; ++i) {
            int256 net;
            for (uint256 j = 0; j < ACTORS; ++j) net += traded[j][i];
            vm.assertEq(net, int256(0), "I47: as many short as long");
        }
    }

    /// @notice I48, I49: nobody's free balance is below zero, and what is locked is the sum of the books' worst cases.
    function check_I48_I49_accounts() public view {
        for (uint256 i = 0; i < ACTORS; ++i) {
            (uint256 shown, uint256 locked,) = cast.clearing.accountOf(actors[i]);
            vm.assertEq(int256(shown), balance[i], "I46: balance");
            vm.assertEq(locked, _locked(i), "I49: locked");
            vm.assertLe(locked, shown, "I48: free");
            vm.assertEq(cast.clearing.freeOf(actors[i]), shown - locked, "I48: free");
            vm.assertTrue(cast.clearing.allowsMatcher(actors[i], cast.matcher) == allows[i][cast.matcher], "consent");
            bool letsIn = isRegistered[hostile] && allows[i][hostile];
            vm.assertTrue(cast.clearing.allowsMatcher(actors[i], hostile) == letsIn, "consent to the hostile one");
        }
        (uint256 fees,,) = cast.clearing.accountOf(cast.wallet);
        vm.assertEq(fees, feesOf[cast.wallet], "fees");
    }

    /// @notice I50: of every account in every book, the lots that its own trades left.
    function check_I50_positions() public view {
        for (uint256 i = 0; i < books.length; ++i) {
            for (uint256 j = 0; j < ACTORS; ++j) {
                (uint256 count,) = _legs(j, i);
                (uint256 locked, bool house, uint256[] memory ids,) = cast.clearing.positionOf(actors[j], _idOfBook(i));
                vm.assertEq(ids.length, count, "I50: legs");
                vm.assertEq(locked, _requirement(j, i), "I49: locked in a book");
                vm.assertTrue(house == (count > 0 && isHouse[j][i]), "house");
            }
        }
        for (uint256 i = 0; i < listed.length; ++i) {
            for (uint256 j = 0; j < ACTORS; ++j) {
                vm.assertEq(cast.clearing.lotsOf(actors[j], idOf[i]), lots[j][i], "I50: lots");
            }
        }
    }

    /// @notice I52: open interest is the lots held long, and the house's lots are those of its accounts, net in each series.
    function check_I52_books() public view {
        for (uint256 i = 0; i < books.length; ++i) {
            Kept storage kept = books[i];
            IClearingHouse.Book memory shown = cast.clearing.book(_idOfBook(i));
            uint256 interest = kept.market == kept.against ? _openInterest(kept.market, kept.expiry) : 0;
            vm.assertEq(shown.openInterest, interest, "I52: open interest");
            vm.assertEq(shown.houseLots, _houseLots(i), "I52: the house's lots");
            vm.assertEq(shown.seriesCount, kept.series, "series");
            vm.assertEq(shown.marginMultiplierBps, kept.multiplier, "multiplier");
            vm.assertTrue(shown.isSettled == kept.isSettled, "settled");
            vm.assertEq(shown.figure, kept.figure, "figure");
        }
    }

    /// @notice I62: of a quote, the lots that were taken of it, and never more than it offers.
    function check_I62_quotes() public view {
        for (uint256 i = offers.length < 20 ? 0 : offers.length - 20; i < offers.length; ++i) {
            uint256 lots_ = taken[keccak256(abi.encode(offers[i].quote))];
            vm.assertEq(cast.desk.filledLots(cast.desk.quoteHash(offers[i].quote)), lots_, "I62: taken");
            vm.assertLe(lots_, offers[i].quote.lots, "I62: at most its lots");
        }
        for (uint256 word = 0; word <= offers.length * 50 / 6 / 256; ++word) {
            for (uint256 j = 0; j < ACTORS; ++j) {
                uint256 bits = cast.desk.cancelledNonces(actors[j], word);
                vm.assertEq(bits, cancelledBits[j][word], "I62: cancelled for ever");
            }
        }
        vm.assertEq(cast.pat.balanceOf(address(cast.desk)), 0, "I62: the desk holds nothing");
    }
}
