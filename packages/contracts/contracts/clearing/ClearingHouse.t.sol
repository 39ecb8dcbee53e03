// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClearingFixture} from "../harness/ClearingFixture.t.sol";
import {IClearingHouse} from "./IClearingHouse.sol";

/// @notice A clearing house from the first deposit to the last withdrawal.
contract ClearingHouseTest is ClearingFixture {
    function test_default_aCallFromDepositToWithdrawal() public {
        uint256 seriesId = _call(100e18, 150e18);
        vm.assertEq(seriesId, bookId << 16, "the first of its book");
        // 3 lots at 12 PAT each; the book is thin, so the writer locks 1.25 x 3 x 50 PAT.
        _sell(seriesId, writer, holder, 3, 36e18);
        vm.assertEq(_locked(writer), 187.5e18, "writer's worst case");
        vm.assertEq(_locked(holder), 0, "who has paid owes nothing");
        vm.assertEq(_balance(writer), STAKE + 36e18, "premium received");
        vm.assertEq(_balance(holder), STAKE - 36e18, "premium paid");
        vm.assertEq(clearing.book(bookId).openInterest, 3, "open interest");
        vm.assertEq(clearing.lotsOf(holder, seriesId), int256(3), "long");
        vm.assertEq(clearing.lotsOf(writer, seriesId), int256(-3), "short");
        // An ask of 81 at a confidence of 0.75 is an index of 108.
        _expireAt(81e18);
        vm.assertEq(clearing.settle(bookId), int256(108e18), "figure");
        clearing.settleAccounts(bookId, _list(holder, writer));
        vm.assertEq(_balance(holder), STAKE - 36e18 + 24e18, "payoff");
        vm.assertEq(_balance(writer), STAKE + 36e18 - 24e18, "paid");
        vm.assertEq(_locked(writer), 0, "released");
        vm.prank(writer);
        clearing.withdraw(STAKE + 12e18);
        vm.assertEq(pat.balanceOf(writer), STAKE + 12e18, "withdrawn");
    }

    function test_default_settleAndWithdraw() public {
        uint256 seriesId = _collar(80e18, 130e18, 100e18);
        _sell(seriesId, writer, peer, 2, -4e18);
        _expireAt(75e18 * 12 / 10);
        uint256[] memory books = new uint256[](1);
        books[0] = bookId;
        // Clamped by the band of a tenth around the week's hundred.
        vm.prank(peer);
        vm.assertEq(clearing.settleAndWithdraw(books), STAKE + 4e18 + 20e18, "long");
        vm.prank(writer);
        vm.assertEq(clearing.settleAndWithdraw(books), STAKE - 4e18 - 20e18, "short");
        vm.prank(writer);
        vm.assertEq(clearing.settleAndWithdraw(books), 0, "nothing twice");
    }

    function test_default_aSwapOfTwoIndices() public {
        uint256 seriesId = _swap(40e18, -5e18);
        uint256 pair = _bookId(market, otherMarket);
        _sell(seriesId, writer, peer, 2, 0);
        vm.assertEq(_locked(writer), 100e18, "1.25 x 2 x the bound");
        vm.assertEq(_locked(peer), 100e18, "on both sides");
        vm.assertEq(clearing.book(bookId).openInterest, 2, "in the book of one market");
        vm.assertEq(clearing.book(_bookId(otherMarket, otherMarket)).openInterest, 2, "and of the other");
        vm.assertEq(clearing.book(pair).openInterest, 0, "not in the pair's");
        _expireAt(81e18);
        // The other market's window is thin for a week: its fallback.
        vm.warp(EXPIRY + 3 days);
        vm.assertEq(clearing.settle(pair), int256(8e18), "108 less 100");
        clearing.settleAccounts(pair, _list(writer, peer));
        vm.assertEq(_balance(peer), STAKE + 26e18, "8 + 5, two lots");
        vm.assertEq(_balance(writer), STAKE - 26e18, "the other side");
    }
}
