// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {PhaseGate} from "../gate/PhaseGate.sol";
import {IDataMarketplace, Role} from "../marketplace/IDataMarketplace.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {PAT} from "../token/PAT.sol";
import {Test} from "./Test.t.sol";
import {MarketplaceLens} from "../lens/MarketplaceLens.sol";

/// @notice The whole marketplace as callers see it. Importing the contract itself would compile its code once more for
/// every test.
interface IMarketplace is IDataMarketplace {
    function initialize(address owner, address brokerWallet, uint16 marginBps, uint32 maxBackdate) external;
    function owner() external view returns (address);
    function pendingOwner() external view returns (address);
    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;
    function renounceOwnership() external;
    function upgradeToAndCall(address newImplementation, bytes calldata data) external payable;
    function proxiableUUID() external view returns (bytes32);
}

/// @notice A deployed marketplace behind its proxy with one market, two curves and a rich buyer, as shipped: the code
/// under test is the published artifact's.
abstract contract MarketplaceFixture is Test {
    using MarketplaceLens for IMarketplace;

    /// @dev 2026-01-01 00:00 UTC, a whole hour and day. Times are counted from here: the optimizer reads
    /// `block.timestamp` anew wherever a copy of it is used.
    uint256 internal constant START = 1_767_225_600;
    uint256 internal constant SUPPLY = 300_000_000e18;
    uint16 internal constant MARGIN = 3_000;
    uint32 internal constant MAX_BACKDATE = 86_400;
    uint256 internal constant MIN_INDEX_ASK = 1e16;
    uint256 internal constant MIN_INDEX_MARGIN = 100;
    uint88 internal constant ASK = 100e18;
    uint24 internal constant WINDOW = 604_800;
    uint16 internal constant CONFIDENCE = 7_500;
    uint256 internal constant RICH = 1_000_000e18;
    /// @dev The key behind `buyer`, for permits.
    uint256 internal constant BUYER_KEY = 0xB0B;
    /// @dev The key behind the auditor, for readiness reports.
    uint256 internal constant AUDITOR_KEY = 0xA0D17;

    uint8 internal constant FLAT = 0;
    uint8 internal constant FALLING = 1;
    uint16 internal constant MARKET = 1;

    address internal immutable owner = _actor("owner");
    address internal immutable registrar = _actor("registrar");
    address internal immutable guardian = _actor("guardian");
    address internal immutable governance = _actor("governance");
    address internal immutable treasury = _actor("treasury");
    address internal immutable lister = _actor("lister");
    address internal immutable pricer = _actor("pricer");
    address internal immutable wallet = _actor("wallet");
    address internal immutable provider = _actor("provider");
    address internal immutable stranger = _actor("stranger");
    address internal buyer;

    PAT internal pat;
    PhaseGate internal gate;
    IMarketplace internal implementation;
    IMarketplace internal marketplace;
    uint256 private _contents;

    function setUp() public virtual {
        vm.warp(START);
        buyer = vm.addr(BUYER_KEY);
        pat = _pat();
        gate = PhaseGate(_create("PhaseGate.sol:PhaseGate", abi.encode(_roles(), _thresholds())));
        implementation = _implementation(address(pat), address(gate));
        marketplace = IMarketplace(_proxy(address(implementation), _initializer()));
        gate.addMarketplace(marketplace);
        vm.startPrank(owner);
        marketplace.setRole(Role.Lister, lister, true);
        marketplace.setRole(Role.Pricer, pricer, true);
        marketplace.addMarket(_terms());
        vm.stopPrank();
        vm.startPrank(pricer);
        marketplace.addCurve(type(uint256).max);
        marketplace.addCurve(_falling());
        vm.stopPrank();
        _fund(buyer);
    }

    // ------------------------------------------------------------------ deployment

    function _roles() internal view returns (IPhaseGate.Roles memory) {
        return IPhaseGate.Roles({
            owner: owner,
            registrar: registrar,
            guardian: guardian,
            auditor: vm.addr(AUDITOR_KEY),
            governance: governance
        });
    }

    /// @dev The laxest of each that the bounds allow, so that both sides can be reached within a test.
    function _thresholds() internal pure returns (IPhaseGate.ReadinessThresholds memory) {
        return IPhaseGate.ReadinessThresholds({
            minDays: 60,
            minTradedHours: 500,
            maxDailyVolatilityBps: 1_000,
            maxLargestBuyerBps: 2_000,
            minDeliveredBps: 9_500,
            minBuyers: 25,
            maxReportAge: 30 days,
            minVolume: 100_000e18
        });
    }

    /// @dev A PAT whose whole supply the treasury holds.
    function _pat() internal returns (PAT) {
        PAT.Allocation[] memory allocations = new PAT.Allocation[](1);
        allocations[0] = PAT.Allocation(treasury, SUPPLY);
        return PAT(_create("PAT.sol:PAT", abi.encode(allocations)));
    }

    function _create(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        bytes memory code = bytes.concat(vm.getCode(artifact), arguments);
        assembly {
            deployed := create(0, add(code, 32), mload(code))
            if iszero(deployed) {
                returndatacopy(0, 0, returndatasize())
                revert(0, returndatasize())
            }
        }
    }

    function _implementation(address pat_, address gate_) internal returns (IMarketplace) {
        bytes memory arguments = abi.encode(pat_, gate_, MIN_INDEX_ASK, MIN_INDEX_MARGIN, type(uint256).max);
        return IMarketplace(_create("DataMarketplace.sol:DataMarketplace", arguments));
    }

    function _proxy(address implementation_, bytes memory initializer) internal returns (address) {
        return _create("MarketplaceProxy.sol:MarketplaceProxy", abi.encode(implementation_, initializer));
    }

    function _initializer() internal view returns (bytes memory) {
        return abi.encodeCall(IMarketplace.initialize, (owner, wallet, MARGIN, MAX_BACKDATE));
    }

    // ------------------------------------------------------------------ inputs

    function _terms() internal pure returns (IDataMarketplace.MarketTerms memory) {
        return IDataMarketplace.MarketTerms({
            segmentType: keccak256("PURCHASE_INTENT"),
            window: WINDOW,
            confidenceLowBps: 7_000,
            confidenceHighBps: 8_500,
            referenceAsk: ASK,
            bandBps: 2_000,
            dailyMoveBps: 500,
            settlementPeriodHours: 0,
            settlementWindowHours: 0,
            settlementOffsetHours: 0
        });
    }

    /// @dev Knots 65535, 61535, ..., 5535.
    function _falling() internal pure returns (uint256 table) {
        for (uint256 i = 0; i < 16; ++i) table |= (65_535 - 4_000 * i) << (16 * i);
    }

    /// @dev A valid listing of new content: one access right, flat curve, issued now.
    function _listing() internal returns (IDataMarketplace.Listing memory) {
        return IDataMarketplace.Listing({
            contentHash: keccak256(abi.encode("content", ++_contents)),
            provider: provider,
            distributionRoot: 0,
            freshAsk: ASK,
            issuedAt: uint32(block.timestamp),
            market: MARKET,
            confidenceBps: CONFIDENCE,
            capacity: 1,
            curve: FLAT
        });
    }

    function _register(IDataMarketplace.Listing memory listing) internal returns (uint256) {
        vm.prank(lister);
        return marketplace.registerSegment(listing);
    }

    /// @dev A fresh segment of the flat curve.
    function _list() internal returns (uint256) {
        return _register(_listing());
    }

    function _list(uint8 curve, uint24 capacity) internal returns (uint256) {
        IDataMarketplace.Listing memory listing = _listing();
        listing.curve = curve;
        listing.capacity = capacity;
        return _register(listing);
    }

    /// @dev Gives PAT and an infinite allowance for the marketplace.
    function _fund(address account) internal {
        _give(account, RICH);
        vm.prank(account);
        pat.approve(address(marketplace), type(uint256).max);
    }

    function _give(address account, uint256 amount) internal {
        vm.prank(treasury);
        pat.transfer(account, amount);
    }

    /// @dev A segment at this fresh ask and margin, as listed.
    function _listAt(uint8 curve, uint24 capacity, uint88 freshAsk, uint16 margin) internal returns (uint256) {
        vm.prank(owner);
        marketplace.setBrokerMargin(margin);
        IDataMarketplace.Listing memory listing = _listing();
        (listing.curve, listing.capacity, listing.freshAsk) = (curve, capacity, freshAsk);
        return _register(listing);
    }

    function _buy(address account, uint256 id) internal returns (uint256) {
        vm.prank(account);
        return marketplace.buySegment(id);
    }

    function _pause(bool paused) internal {
        vm.prank(owner);
        marketplace.setPaused(paused);
    }

    // ------------------------------------------------------------------ expectations

    function _liabilities() internal view returns (uint256) {
        return marketplace.till().liabilities;
    }

    function _earnings(address account) internal view returns (uint256) {
        return marketplace.account(marketplace.accountOf(account)).earnings;
    }

    function _expect(bytes4 error_) internal pure {
        vm.expectRevert(abi.encodeWithSelector(error_));
    }

    function _expectZeroAddress(string memory field) internal pure {
        vm.expectRevert(abi.encodeWithSelector(IDataMarketplace.DataMarketplace_ZeroAddress.selector, field));
    }

    /// @dev Paused by the owner.
    function _expectPaused() internal pure {
        vm.expectRevert(_paused(true, 0));
    }

    /// @dev Paused by the gate, up to that second.
    function _expectPausedUntil(uint256 until) internal pure {
        vm.expectRevert(_paused(false, until));
    }

    function _paused(bool byOwner, uint256 until) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_Paused.selector, byOwner, until);
    }

    function _expectNotOwner(address caller) internal pure {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
    }

    function _expectNotRole(address caller, Role role) internal pure {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotRole.selector, caller, role)
        );
    }
}
