// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Product} from "../gate/AccessMatrix.sol";
import {IClearingHouse} from "../clearing/IClearingHouse.sol";
import {SeriesKind} from "../clearing/SeriesWord.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {MarketplaceFixture} from "./MarketplaceFixture.t.sol";

interface IHouse is IClearingHouse {
    function owner() external view returns (address);
}

/// @notice A clearing house in phase 4 over two markets that settle daily, with a matcher that everybody lets in: the code under test
/// is the published artifact's.
abstract contract ClearingFixture is MarketplaceFixture {
    /// @dev The hour in which tests begin, the first after the matcher's delay.
    uint256 internal constant NOW = START + 8 days;
    uint256 internal constant EXPIRY = START + 20 days;
    uint256 internal constant OPENING_ENDS = EXPIRY - 4 hours;
    uint256 internal constant BAND = 1_000;
    uint256 internal constant MIN_VOLUME = 150e18;
    uint256 internal constant ACCOUNT_SHARE = 2_500;
    uint256 internal constant HOUSE_SHARE = 5_000;
    uint256 internal constant CAP = 1_000_000;
    /// @dev The index: what a lot costs at the asks below.
    uint256 internal constant HUNDRED = 100e18;
    uint256 internal constant STAKE = 100_000e18;

    /// @dev An institution, which may write.
    address internal immutable writer = _actor("writer");
    address internal immutable peer = _actor("peer");
    /// @dev Retail, which may buy options only.
    address internal immutable holder = _actor("holder");
    /// @dev The broker's own account.
    address internal immutable house = _actor("house account");
    address internal immutable matcher = _actor("matcher");

    ISettlementOracle internal oracle;
    IHouse internal clearing;
    uint16 internal market;
    uint16 internal otherMarket;
    uint256 internal bookId;

    function setUp() public virtual override {
        super.setUp();
        market = _daily("DAILY");
        otherMarket = _daily("OTHER");
        oracle = ISettlementOracle(
            _create("SettlementOracle.sol:SettlementOracle", abi.encode(owner, marketplace, BAND, MIN_VOLUME))
        );
        bytes memory arguments = abi.encode(owner, marketplace, oracle, wallet, ACCOUNT_SHARE, HOUSE_SHARE);
        clearing = IHouse(_create("ClearingHouse.sol:ClearingHouse", arguments));
        bookId = _bookId(market, market);
        _enterPhase(4);
        vm.prank(owner);
        gate.setBroker(house, true);
        vm.startPrank(registrar);
        gate.admitInstitution(writer, uint40(START + 365 days), 840);
        gate.admitInstitution(peer, uint40(START + 365 days), 840);
        vm.stopPrank();
        _register(matcher);
        vm.warp(NOW - 1 hours);
        _tradeIn(market);
        _tradeIn(otherMarket);
        vm.warp(NOW);
        _setCap(market, CAP);
        _setCap(otherMarket, CAP);
        address[4] memory accounts = [writer, peer, holder, house];
        for (uint256 i = 0; i < accounts.length; ++i) _join(accounts[i], STAKE);
    }

    // ------------------------------------------------------------------ deployment

    function _daily(string memory name) private returns (uint16) {
        IDataMarketplace.MarketTerms memory terms = _terms();
        (terms.segmentType, terms.bandBps, terms.referenceAsk) = (keccak256(bytes(name)), 5_000, 75e18);
        (terms.settlementPeriodHours, terms.settlementWindowHours) = (24, 4);
        vm.prank(owner);
        return uint16(marketplace.addMarket(terms));
    }

    /// @dev Announces and registers a matcher, as soon as that can be.
    function _register(address matcher_) internal {
        uint256 announced = block.timestamp;
        vm.prank(owner);
        clearing.announceMatcher(matcher_);
        vm.warp(announced + 7 days);
        clearing.applyMatcher(matcher_);
    }

    /// @dev A deposit, and the matcher let in.
    function _join(address account, uint256 amount) internal {
        _give(account, amount);
        vm.startPrank(account);
        pat.approve(address(clearing), type(uint256).max);
        clearing.deposit(amount);
        clearing.setMatcher(matcher, true);
        vm.stopPrank();
    }

    /// @dev Writes the phase and its row where the gate keeps them.
    function _enterPhase(uint8 phase) internal {
        bytes32 slot = bytes32(uint256(4));
        uint256 word = uint256(vm.load(address(gate), slot));
        uint256 row = (gate.accessMatrix() >> (48 * (phase - 1))) & type(uint48).max;
        vm.store(address(gate), slot, bytes32((word & ~uint256(2 ** 56 - 1)) | (row << 8) | phase));
        vm.assertEq(gate.phase(), phase, "slot of the phase");
    }

    /// @dev Writes a cap as measured today where the oracle keeps it.
    function _setCap(uint16 market_, uint256 lots) internal {
        bytes32 slot = keccak256(abi.encode(uint256(market_), uint256(10)));
        vm.store(address(oracle), slot, bytes32(((block.timestamp / 1 days) << 224) | lots));
        vm.assertEq(oracle.openInterestCap(market_), lots, "slot of the cap");
    }

    function _setPaused(Product product, bool paused) internal {
        vm.prank(owner);
        gate.setPausedUntil(uint8(1 << uint8(product)), paused ? type(uint32).max : 0);
    }

    // ------------------------------------------------------------------ trading

    /// @dev Two purchases, at an index of a hundred.
    function _tradeIn(uint16 market_) internal {
        for (uint256 i = 0; i < 2; ++i) _tradeAt(market_, 75e18);
    }

    function _tradeAt(uint16 market_, uint88 ask) internal {
        IDataMarketplace.Listing memory listing = _listing();
        (listing.market, listing.freshAsk) = (market_, ask);
        _buy(buyer, _register(listing));
    }

    function _bookId(uint256 market_, uint256 against) internal pure returns (uint256) {
        return (EXPIRY << 32) | (against << 16) | market_;
    }

    function _call(uint256 strike, uint256 cap) internal returns (uint256) {
        return clearing.createSeries(market, market, EXPIRY, SeriesKind.Call, strike, cap, 0);
    }

    function _put(uint256 strike) internal returns (uint256) {
        return clearing.createSeries(market, market, EXPIRY, SeriesKind.Put, strike, 0, 0);
    }

    function _collar(uint256 floor, uint256 cap, uint256 price) internal returns (uint256) {
        return clearing.createSeries(market, market, EXPIRY, SeriesKind.Collar, floor, cap, price);
    }

    function _swap(uint256 bound, int256 spread) internal returns (uint256) {
        uint256 packed = uint256(uint80(int80(spread)));
        return clearing.createSeries(market, otherMarket, EXPIRY, SeriesKind.IndexSwap, bound, packed, 0);
    }

    /// @dev The seller offers and the buyer accepts.
    function _sell(uint256 seriesId, address seller, address buyer_, uint256 lots, int256 premium) internal {
        vm.prank(matcher);
        clearing.fill(_deal(seriesId, seller, buyer_, lots, premium));
    }

    function _deal(uint256 seriesId, address seller, address buyer_, uint256 lots, int256 premium)
        internal
        pure
        returns (IClearingHouse.Fill memory)
    {
        return IClearingHouse.Fill(seriesId, seller, buyer_, true, lots, premium);
    }

    /// @dev Everybody's last trades before the expiry: the window's price is that of the ask.
    function _expireAt(uint88 ask) internal {
        vm.warp(OPENING_ENDS);
        for (uint256 i = 0; i < 2; ++i) _tradeAt(market, ask);
        vm.warp(EXPIRY - 1);
        for (uint256 i = 0; i < 2; ++i) _tradeAt(market, ask);
        vm.warp(EXPIRY);
    }

    // ------------------------------------------------------------------ what is there

    function _balance(address account) internal view returns (uint256 balance) {
        (balance,,) = clearing.accountOf(account);
    }

    function _locked(address account) internal view returns (uint256 locked) {
        (, locked,) = clearing.accountOf(account);
    }

    function _list(address one) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = one;
    }

    function _list(address one, address two) internal pure returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (one, two);
    }

    function _expectOne(bytes4 selector, uint256 fact) internal pure {
        vm.expectRevert(abi.encodeWithSelector(selector, fact));
    }

    function _expectTwo(bytes4 selector, uint256 first, uint256 second) internal pure {
        vm.expectRevert(abi.encodeWithSelector(selector, first, second));
    }

    function _expectThree(bytes4 selector, uint256 first, uint256 second, uint256 third) internal pure {
        vm.expectRevert(abi.encodeWithSelector(selector, first, second, third));
    }
}
