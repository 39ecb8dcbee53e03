// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearingHouse} from "../../clearing/IClearingHouse.sol";
import {ISettlementOracle} from "../../settlement/ISettlementOracle.sol";
import {QuoteActs} from "./QuoteActs.t.sol";

/// @notice The end of books, by whoever comes, and the time that brings it.
abstract contract SettlingActs is QuoteActs {
    /// @dev The oracle's own step, which anybody may have taken before, and nobody takes twice.
    function _settleMarket() internal {
        if (books.length == 0) return;
        Kept storage kept = books[_oneOf(books.length)];
        uint256 market = _chance(50) ? kept.market : kept.against;
        address caller = actors[_oneOf(ACTORS)];
        ISettlementOracle.Settlement memory found = cast.oracle.settlement(market, kept.expiry);
        if (found.rung != ISettlementOracle.Rung.None) {
            bytes4 selector = ISettlementOracle.SettlementOracle_AlreadySettled.selector;
            bytes memory call = abi.encodeCall(ISettlementOracle.settle, (market, kept.expiry));
            _act("settle market", caller, address(cast.oracle), call, abi.encodeWithSelector(selector, found.price));
            return;
        }
        vm.prank(caller);
        try cast.oracle.settle(market, kept.expiry) returns (uint256) {
            ++done["settle market"];
        } catch {}
    }

    function _settle() internal {
        if (books.length == 0) return;
        uint256 book = _someBook();
        bytes memory refusal = _refusalOfSettling(book);
        bytes memory call = abi.encodeCall(IClearingHouse.settle, (_idOfBook(book)));
        bytes memory answer = _act("settle", actors[_oneOf(ACTORS)], address(cast.clearing), call, refusal);
        if (refusal.length != 0) return;
        _noteFigure(book);
        vm.assertEq(abi.decode(answer, (int256)), books[book].figure, "figure");
    }

    /// @dev A batch of anybody, some twice, some who hold nothing, some strangers.
    function _settleAccounts() internal {
        if (books.length == 0) return;
        uint256 book = _someBook();
        bytes memory refusal = _refusalOfSettling(book);
        address[] memory accounts = new address[](_oneOf(5));
        for (uint256 i = 0; i < accounts.length; ++i) {
            accounts[i] = _chance(92) ? actors[_oneOf(ACTORS)] : cast.treasury;
        }
        bytes memory call = abi.encodeCall(IClearingHouse.settleAccounts, (_idOfBook(book), accounts));
        _act("settleAccounts", actors[_oneOf(ACTORS)], address(cast.clearing), call, refusal);
        if (refusal.length != 0) return;
        _noteFigure(book);
        for (uint256 i = 0; i < accounts.length; ++i) {
            uint256 actor = _numberOf(accounts[i]);
            if (actor < ACTORS) _noteEnd(actor, book);
        }
    }

    function _settleAndWithdraw() internal {
        if (books.length == 0) return;
        (uint256 book, uint256 actor) = (_someBook(), _oneOf(ACTORS));
        bytes memory refusal = _refusalOfSettling(book);
        uint256[] memory ids = new uint256[](1);
        ids[0] = _idOfBook(book);
        bytes memory call = abi.encodeCall(IClearingHouse.settleAndWithdraw, (ids));
        bytes memory answer = _act("settleAndWithdraw", actors[actor], address(cast.clearing), call, refusal);
        if (refusal.length != 0) return;
        _noteFigure(book);
        _noteEnd(actor, book);
        uint256 free = _free(actor);
        vm.assertEq(abi.decode(answer, (uint256)), free, "all that is free");
        balance[actor] -= int256(free);
    }

    // ------------------------------------------------------------------ time

    /// @dev Minutes to hours mostly, and jumps to the seconds in which something ends.
    function _pass() internal {
        uint256 way = _oneOf(100);
        if (way < 50 || books.length == 0) return _moveTo(time + _between(0, 2 hours));
        if (way < 60) return _moveTo(time + _between(6 hours, 1 days));
        Kept storage kept = books[_oneOf(books.length)];
        uint256 to = way < 75 ? kept.expiry - 4 hours : way < 92 ? kept.expiry : kept.expiry + 3 days;
        to -= _oneOf(2);
        if (to > time && to < time + 2 days) _moveTo(to);
    }

    // ------------------------------------------------------------------ the end

    /// @notice Time passes and strangers settle: in the end everything leaves, to the last wei.
    function close(uint256 seed) external {
        _reseed(seed);
        uint256 last = time;
        for (uint256 i = 0; i < books.length; ++i) if (books[i].expiry > last) last = books[i].expiry;
        _moveTo(last + 3 days);
        for (uint256 i = 0; i < books.length; ++i) {
            uint256 first = _oneOf(ACTORS);
            for (uint256 j = 0; j < ACTORS; ++j) {
                address[] memory one = new address[](1);
                one[0] = actors[(first + j) % ACTORS];
                vm.prank(cast.treasury);
                cast.clearing.settleAccounts(_idOfBook(i), one);
                _noteFigure(i);
                _noteEnd((first + j) % ACTORS, i);
            }
        }
        for (uint256 i = 0; i < ACTORS; ++i) {
            vm.prank(actors[i]);
            vm.assertEq(cast.clearing.settleAndWithdraw(new uint256[](0)), uint256(balance[i]), "I51: all of it");
            balance[i] = 0;
        }
        uint256 fees = feesOf[cast.wallet];
        vm.prank(cast.wallet);
        vm.assertEq(cast.clearing.settleAndWithdraw(new uint256[](0)), fees, "I51: the fees");
        feesOf[cast.wallet] = 0;
        vm.assertEq(cast.pat.balanceOf(address(cast.clearing)), donated, "I51: nothing is left but what was donated");
    }

    // ------------------------------------------------------------------ inside

    /// @dev Mostly one that has expired, and in which somebody still holds something.
    function _someBook() private returns (uint256 book) {
        book = _oneOf(books.length);
        if (_chance(15)) return book;
        uint256 first = _oneOf(books.length);
        for (uint256 i = 0; i < books.length; ++i) {
            uint256 each = (first + i) % books.length;
            if (time < books[each].expiry) continue;
            book = each;
            for (uint256 j = 0; j < ACTORS; ++j) {
                (uint256 legs,) = _legs(j, each);
                if (legs > 0) return each;
            }
        }
    }

    /// @dev What the oracle would say is its own rule; here only that it is passed on.
    function _refusalOfSettling(uint256 book) private returns (bytes memory refusal) {
        Kept storage kept = books[book];
        if (kept.isSettled) return "";
        refusal = _refusalOfMarket(kept.market, kept.expiry);
        if (refusal.length == 0 && kept.against != kept.market) refusal = _refusalOfMarket(kept.against, kept.expiry);
    }

    /// @dev Where it goes through, somebody else has settled the market: from the third day on nobody needs to.
    function _refusalOfMarket(uint256 market, uint256 expiry) private returns (bytes memory refusal) {
        if (cast.oracle.settlement(market, expiry).rung != ISettlementOracle.Rung.None) return "";
        if (time < expiry) {
            return abi.encodeWithSelector(ISettlementOracle.SettlementOracle_NotExpired.selector, expiry, time);
        }
        if (time >= expiry + 3 days && _chance(50)) return "";
        try cast.oracle.settle(market, expiry) returns (uint256) {}
        catch (bytes memory reason) {
            refusal = reason;
        }
    }

    function _noteFigure(uint256 book) private {
        Kept storage kept = books[book];
        int256 figure = int256(uint256(cast.oracle.settlement(kept.market, kept.expiry).price));
        if (kept.against != kept.market) {
            figure -= int256(uint256(cast.oracle.settlement(kept.against, kept.expiry).price));
        }
        if (!kept.isSettled) ++done["book settled"];
        if (kept.isSettled) vm.assertEq(kept.figure, figure, "I42: a figure never changes");
        (kept.isSettled, kept.figure) = (true, figure);
    }

    function _noteEnd(uint256 actor, uint256 book) private {
        (uint256 legs,) = _legs(actor, book);
        if (legs == 0) return;
        balance[actor] += _worth(actor, book, books[book].figure);
        for (uint256 i = 0; i < listed.length; ++i) if (listed[i].book == book) lots[actor][i] = 0;
        ++done["position ended"];
    }
}
