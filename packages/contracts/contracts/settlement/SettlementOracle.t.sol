// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {ISettlementOracle} from "./ISettlementOracle.sol";

interface IOracle is ISettlementOracle {
    function owner() external view returns (address);
}

/// @notice The ladder of settlement prices over real trades, with everybody who could want to push it.
contract SettlementOracleTest is MarketplaceFixture {
    uint256 private constant BAND = 1_000;
    uint256 private constant MIN_VOLUME = 150e18;
    uint256 private constant EXPIRY = START + 10 days;
    /// @dev Of a fresh unit at confidence 0.75, what an ask of 75 PAT is.
    uint256 private constant HUNDRED = 100e18;
    uint256 private constant SIGNER_KEY = 0x516;

    IOracle private oracle;
    uint16 private market;
    address[] private signers;

    function setUp() public override {
        super.setUp();
        IDataMarketplace.MarketTerms memory terms = _terms();
        (terms.segmentType, terms.bandBps, terms.referenceAsk) = (keccak256("DAILY"), 5_000, 75e18);
        (terms.settlementPeriodHours, terms.settlementWindowHours) = (24, 4);
        vm.prank(owner);
        market = uint16(marketplace.addMarket(terms));
        oracle = IOracle(
            _create("SettlementOracle.sol:SettlementOracle", abi.encode(owner, marketplace, BAND, MIN_VOLUME))
        );
        signers = _sorted(vm.addr(SIGNER_KEY), vm.addr(SIGNER_KEY + 1), vm.addr(SIGNER_KEY + 2));
    }

    // ------------------------------------------------------------------ the rungs

    function test_default_theWindowSettles() public {
        _open();
        _trade(EXPIRY - 4 hours, 75e18, 2);
        _trade(EXPIRY - 1, 78e18, 2);
        vm.warp(EXPIRY);
        vm.prank(stranger);
        vm.assertEq(oracle.settle(market, EXPIRY), 102e18, "price");
        _assertRung(ISettlementOracle.Rung.Window);
    }

    function test_behavior_theSecondsOfTheWindow() public {
        _open();
        // A second before the window and the second of the expiry are not in it.
        _trade(EXPIRY - 4 hours - 1, 75e18, 2);
        _trade(EXPIRY - 1, 75e18, 2);
        _trade(EXPIRY, 90e18, 2);
        oracle.settle(market, EXPIRY);
        _assertRung(ISettlementOracle.Rung.ExtendedWindow);
    }

    function test_behavior_nobodyActs() public {
        _open();
        vm.warp(EXPIRY + 3 days - 1);
        _expectPending(EXPIRY + 3 days);
        oracle.settle(market, EXPIRY);
        // Nobody came for years, and a stranger settles.
        vm.warp(EXPIRY + 3_000 days);
        vm.prank(stranger);
        vm.assertEq(oracle.settle(market, EXPIRY), HUNDRED, "the last good index");
        _assertRung(ISettlementOracle.Rung.Fallback);
    }

    function test_behavior_theSignersAlone() public {
        _appoint();
        _open();
        vm.warp(EXPIRY);
        _fix(signers[0], 110e18);
        _fix(signers[2], 115e18);
        vm.warp(EXPIRY + 1 days - 1);
        _expectPending(EXPIRY + 1 days);
        oracle.settle(market, EXPIRY);
        vm.warp(EXPIRY + 1 days);
        vm.assertEq(oracle.settle(market, EXPIRY), 112.5e18, "the mean of two");
        _assertRung(ISettlementOracle.Rung.Fixings);
    }

    function test_behavior_aFixingBySignature() public {
        _appoint();
        _open();
        vm.warp(EXPIRY);
        bytes memory signature = _signed(SIGNER_KEY, 105e18);
        address signer = vm.addr(SIGNER_KEY);
        vm.expectRevert(
            abi.encodeWithSelector(ISettlementOracle.SettlementOracle_InvalidSignature.selector, signer)
        );
        oracle.submitFixingBySig(market, EXPIRY, 104e18, signer, signature);
        vm.prank(stranger);
        oracle.submitFixingBySig(market, EXPIRY, 105e18, signer, signature);
        (bool isFixed, uint256 price) = oracle.fixingOf(market, EXPIRY, signer);
        vm.assertEq(isFixed ? price : 0, 105e18, "fixed");
        _expectOne(ISettlementOracle.SettlementOracle_AlreadyFixed.selector, uint160(signer));
        oracle.submitFixingBySig(market, EXPIRY, 105e18, signer, signature);
    }

    // ------------------------------------------------------------------ who would push it

    /// @dev Any volume in the last hour counts for half of N = 4, and the clamp bounds what is left.
    function test_attack_lastBucketPush() public {
        _open();
        _trade(EXPIRY - 3 hours, 75e18, 1);
        _trade(EXPIRY - 2 hours, 75e18, 1);
        _trade(EXPIRY - 1, 112e18, 30);
        vm.warp(EXPIRY);
        uint256 price = oracle.settle(market, EXPIRY);
        vm.assertLe(price, HUNDRED * 11_000 / 10_000, "within the band");
        // Unclamped it would be (2 x 100 + 2 x 149.3) / 4, a half of the push.
        vm.assertEq(price, 110e18, "clamped");
    }

    /// @dev Asks below the least, however many, are no trades of the index.
    function test_attack_dustWash() public {
        vm.prank(owner);
        marketplace.setBrokerMargin(uint16(MIN_INDEX_MARGIN));
        _open();
        IDataMarketplace.MarketTerms memory terms = _terms();
        (terms.segmentType, terms.referenceAsk) = (keccak256("DUST"), uint88(MIN_INDEX_ASK - 1));
        (terms.settlementPeriodHours, terms.settlementWindowHours) = (24, 4);
        vm.prank(owner);
        uint16 dust = uint16(marketplace.addMarket(terms));
        vm.warp(EXPIRY - 2 days);
        for (uint256 i = 0; i < 5; ++i) _buyIn(dust, uint88(MIN_INDEX_ASK - 1), buyer);
        vm.warp(EXPIRY - 1 days);
        _expectTwo(ISettlementOracle.SettlementOracle_IndexStale.selector, dust, block.timestamp / 1 hours);
        oracle.open(dust, EXPIRY);
    }

    /// @dev What the broker's own accounts buy enters no index, so nothing settles by it.
    function test_attack_brokerWash() public {
        _open();
        vm.prank(owner);
        gate.setAffiliate(buyer, true);
        _trade(EXPIRY - 4 hours, 110e18, 3);
        _trade(EXPIRY - 1, 110e18, 3);
        vm.warp(EXPIRY + 3 days);
        vm.assertEq(oracle.settle(market, EXPIRY), HUNDRED, "as if nothing had been bought");
        _assertRung(ISettlementOracle.Rung.Fallback);
    }

    /// @dev The reference walks up day by day; the settlement clamps around the index's own week.
    function test_attack_breakerWalk() public {
        _open();
        for (uint256 day = 1; day < 10; ++day) {
            vm.warp(START + day * 1 days + 2 hours);
            uint256 ask = marketplace.market(market).referenceAsk;
            vm.prank(pricer);
            marketplace.setReferenceAsk(market, uint88(ask * 10_500 / 10_000));
        }
        _trade(EXPIRY - 5 hours, 75e18, 3);
        _trade(EXPIRY - 3 hours, 111e18, 3);
        _trade(EXPIRY - 1, 111e18, 3);
        vm.warp(EXPIRY);
        vm.assertEq(oracle.settle(market, EXPIRY), 110e18, "the band around the week");
    }

    /// @dev All signers lie: twice the band, and only where nobody traded for a week.
    function test_attack_signersLie() public {
        _appoint();
        _open();
        vm.warp(EXPIRY);
        for (uint256 i = 0; i < 3; ++i) _fix(signers[i], 1_000e18);
        vm.warp(EXPIRY + 1 days);
        vm.assertEq(oracle.settle(market, EXPIRY), 120e18, "twice the band");
    }

    /// @dev A list that is announced once an expiry is open fixes nothing of it.
    function test_attack_signersOfTheMoment() public {
        _open();
        _appoint();
        vm.warp(EXPIRY);
        _expectOne(ISettlementOracle.SettlementOracle_NotSigner.selector, uint160(signers[0]));
        _fix(signers[0], 120e18);
    }

    function test_attack_settleTwice() public {
        _open();
        vm.warp(EXPIRY + 3 days);
        uint256 price = oracle.settle(market, EXPIRY);
        _expectOne(ISettlementOracle.SettlementOracle_AlreadySettled.selector, price);
        oracle.settle(market, EXPIRY);
    }

    // ------------------------------------------------------------------ refusals

    function test_error_opening() public {
        bytes4 offCalendar = ISettlementOracle.SettlementOracle_OffCalendar.selector;
        _expectTwo(offCalendar, market, EXPIRY + 1 hours);
        oracle.open(market, EXPIRY + 1 hours);
        _expectTwo(offCalendar, market, EXPIRY + 1);
        oracle.open(market, EXPIRY + 1);
        _expectTwo(offCalendar, MARKET, EXPIRY);
        oracle.open(MARKET, EXPIRY);
        _expectTwo(offCalendar, MARKET, block.timestamp);
        oracle.refreshCap(MARKET);
        _expectTwo(ISettlementOracle.SettlementOracle_IndexStale.selector, market, START / 1 hours);
        oracle.open(market, EXPIRY);
        _expectTwo(ISettlementOracle.SettlementOracle_SettlementNotOpen.selector, market, EXPIRY);
        oracle.settle(market, EXPIRY);
        vm.warp(EXPIRY - 4 hours);
        _expectTenor(EXPIRY);
        oracle.open(market, EXPIRY);
        _expectTenor(EXPIRY + 93 days);
        oracle.open(market, EXPIRY + 93 days);
    }

    function test_error_refreshing() public {
        _open();
        _expectOne(ISettlementOracle.SettlementOracle_FallbackCurrent.selector, block.timestamp / 1 hours);
        oracle.refreshFallback(market, EXPIRY);
        vm.warp(block.timestamp + 1 hours);
        oracle.refreshFallback(market, EXPIRY);
        uint256 lots = oracle.refreshCap(market);
        uint256 day = block.timestamp / 1 days;
        _expectTwo(ISettlementOracle.SettlementOracle_CapCurrent.selector, day, lots);
        oracle.refreshCap(market);
        vm.warp(EXPIRY - 1);
        _expectTwo(ISettlementOracle.SettlementOracle_NotExpired.selector, EXPIRY, EXPIRY - 1);
        oracle.settle(market, EXPIRY);
    }

    function test_error_signers() public {
        _expect(ISettlementOracle.SettlementOracle_NoSignersAnnounced.selector);
        oracle.applySigners();
        vm.startPrank(owner);
        address[] memory two = new address[](2);
        _expectOne(ISettlementOracle.SettlementOracle_SignersOutOfBounds.selector, 2);
        oracle.announceSigners(two);
        address[] memory unsorted = new address[](3);
        (unsorted[0], unsorted[1], unsorted[2]) = (signers[1], signers[0], signers[2]);
        _expectOne(ISettlementOracle.SettlementOracle_SignersOutOfBounds.selector, 3);
        oracle.announceSigners(unsorted);
        oracle.announceSigners(signers);
        vm.stopPrank();
        vm.warp(START + 7 days - 1);
        _expectTwo(ISettlementOracle.SettlementOracle_SignersPending.selector, START + 7 days, START + 7 days - 1);
        oracle.applySigners();
    }

    function test_error_construction() public {
        bytes memory code = vm.getCode("SettlementOracle.sol:SettlementOracle");
        for (uint256 i = 0; i < 2; ++i) {
            uint256 band = i == 0 ? 99 : 3_001;
            bytes memory creation = bytes.concat(code, abi.encode(owner, marketplace, band, MIN_VOLUME));
            vm.expectRevert(
                abi.encodeWithSelector(ISettlementOracle.SettlementOracle_BandOutOfBounds.selector, band, 100, 3_000)
            );
            this.create(creation);
        }
    }

    function create(bytes calldata creation) external {
        bytes memory code = creation;
        assembly {
            if iszero(create(0, add(code, 32), mload(code))) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }

    // ------------------------------------------------------------------ helpers

    /// @dev Opens the expiry on the first day, after a trade of too little volume to settle by.
    function _open() private {
        uint256 next = (block.timestamp / 1 hours + 1) * 1 hours;
        _buyIn(market, 75e18, buyer);
        vm.warp(next);
        oracle.open(market, EXPIRY);
    }

    function _trade(uint256 timestamp, uint88 ask, uint256 count) private {
        vm.warp(timestamp);
        for (uint256 i = 0; i < count; ++i) _buyIn(market, ask, buyer);
    }

    function _buyIn(uint16 market_, uint88 ask, address account) private {
        IDataMarketplace.Listing memory listing = _listing();
        (listing.market, listing.freshAsk) = (market_, ask);
        _buy(account, _register(listing));
    }

    function _appoint() private {
        uint256 applied = block.timestamp + 7 days;
        vm.prank(owner);
        oracle.announceSigners(signers);
        vm.warp(applied);
        oracle.applySigners();
    }

    function _fix(address signer, uint128 price) private {
        vm.prank(signer);
        oracle.submitFixing(market, EXPIRY, price);
    }

    function _signed(uint256 key, uint128 price) private view returns (bytes memory) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Phasegate SettlementOracle"),
                keccak256("1"),
                block.chainid,
                address(oracle)
            )
        );
        bytes32 fixing = keccak256("Fixing(uint256 market,uint256 expiry,uint128 price)");
        bytes32 content = keccak256(abi.encode(fixing, uint256(market), EXPIRY, price));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, keccak256(abi.encodePacked("\x19\x01", domain, content)));
        return abi.encodePacked(r, s, v);
    }

    function _sorted(address a, address b, address c) private pure returns (address[] memory list) {
        list = new address[](3);
        if (a > b) (a, b) = (b, a);
        if (b > c) (b, c) = (c, b);
        if (a > b) (a, b) = (b, a);
        (list[0], list[1], list[2]) = (a, b, c);
    }

    function _assertRung(ISettlementOracle.Rung rung) private view {
        vm.assertEq(uint256(oracle.settlement(market, EXPIRY).rung), uint256(rung), "rung");
    }

    function _expectPending(uint256 settleableAt) private view {
        _expectTwo(ISettlementOracle.SettlementOracle_SettlementPending.selector, settleableAt, block.timestamp);
    }

    function _expectTenor(uint256 expiry) private view {
        vm.expectRevert(
            abi.encodeWithSelector(
                ISettlementOracle.SettlementOracle_TenorOutOfBounds.selector,
                expiry - 4 hours,
                block.timestamp + 92 days,
                block.timestamp
            )
        );
    }

    function _expectOne(bytes4 selector, uint256 fact) private pure {
        vm.expectRevert(abi.encodeWithSelector(selector, fact));
    }

    function _expectTwo(bytes4 selector, uint256 first, uint256 second) private pure {
        vm.expectRevert(abi.encodeWithSelector(selector, first, second));
    }
}
