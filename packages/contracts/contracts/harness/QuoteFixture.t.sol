// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IQuoteDesk} from "../clearing/IQuoteDesk.sol";
import {ClearingFixture} from "./ClearingFixture.t.sol";

/// @notice A wallet that says of each hash whether it has signed it.
contract HashWallet is IERC1271 {
    mapping(bytes32 hash => bool) public signs;

    function setSigns(bytes32 hash, bool isSigned) external {
        signs[hash] = isSigned;
    }

    function isValidSignature(bytes32 hash, bytes memory) external view returns (bytes4) {
        return signs[hash] ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}

/// @notice A quote desk that everybody lets in, and an institution that signs quotes.
abstract contract QuoteFixture is ClearingFixture {
    uint256 internal constant MAKER_KEY = 0x3A;
    /// @dev The hour in which tests begin: the one after the desk's own delay, in which there was trading.
    uint256 internal constant QUOTED = NOW + 7 days + 1 hours;
    int256 internal constant INDEX = 100e18;

    IQuoteDesk internal desk;
    address internal maker;
    uint256 internal seriesId;

    function setUp() public virtual override {
        super.setUp();
        maker = vm.addr(MAKER_KEY);
        desk = _newDesk();
        _register(address(desk));
        vm.startPrank(registrar);
        gate.admitInstitution(maker, uint40(START + 365 days), 840);
        vm.stopPrank();
        _tradeIn(market);
        _tradeIn(otherMarket);
        vm.warp(QUOTED);
        _setCap(market, CAP);
        _setCap(otherMarket, CAP);
        _join(maker, STAKE);
        address[5] memory accounts = [maker, writer, peer, holder, house];
        for (uint256 i = 0; i < accounts.length; ++i) _letIn(accounts[i]);
        seriesId = _call(100e18, 150e18);
    }

    function _newDesk() internal returns (IQuoteDesk) {
        return IQuoteDesk(_create("QuoteDesk.sol:QuoteDesk", abi.encode(clearing)));
    }

    function _letIn(address account) internal {
        vm.prank(account);
        clearing.setMatcher(address(desk), true);
    }

    // ------------------------------------------------------------------ quotes

    /// @dev The maker writes up to ten calls at 12 PAT, at least three at a time, to anybody, for a minute.
    function _quote() internal view returns (IQuoteDesk.RfqQuote memory) {
        return IQuoteDesk.RfqQuote({
            maker: maker,
            taker: address(0),
            seriesId: seriesId,
            takerBuys: true,
            lots: 10,
            minimumLots: 3,
            premiumPerLot: 12e18,
            deadline: uint40(QUOTED + 60),
            indexLow: INDEX - 1e18,
            indexHigh: INDEX + 1e18,
            nonce: 7
        });
    }

    function _sign(IQuoteDesk.RfqQuote memory quote) internal view returns (bytes memory) {
        return _signAs(MAKER_KEY, desk.quoteHash(quote));
    }

    function _signAs(uint256 key, bytes32 hash) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, hash);
        return abi.encodePacked(r, s, v);
    }

    /// @dev A signed quote, filled.
    function _fill(IQuoteDesk.RfqQuote memory quote, address taker, uint64 lots) internal {
        bytes memory signature = _sign(quote);
        vm.prank(taker);
        desk.fill(quote, signature, lots);
    }

    function _cancel(address account, uint256 nonce) internal {
        vm.prank(account);
        desk.cancel(nonce >> 8, 1 << (nonce & 255));
    }

    // ------------------------------------------------------------------ refusals

    /// @dev A signed quote, refused with a reason of these facts; without facts, of one that carries none that tests compare.
    function _refused(IQuoteDesk.RfqQuote memory quote, address taker, uint64 lots, bytes memory reason) internal {
        _refusedAs(quote, _sign(quote), taker, lots, reason);
    }

    function _refusedAs(
        IQuoteDesk.RfqQuote memory quote,
        bytes memory signature,
        address taker,
        uint64 lots,
        bytes memory reason
    ) internal {
        vm.expectRevert(reason);
        vm.prank(taker);
        desk.fill(quote, signature, lots);
    }

    function _unsigned(address account) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_InvalidSignature.selector, account);
    }

    function _cancelled(address account, uint256 nonce) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_QuoteCancelled.selector, account, nonce);
    }

    function _filled(uint256 lots, uint256 left) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IQuoteDesk.QuoteDesk_QuoteFilled.selector, lots, left);
    }
}
