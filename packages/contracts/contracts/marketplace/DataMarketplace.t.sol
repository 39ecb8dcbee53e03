// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {MarketplaceFixture, IMarketplace} from "../harness/MarketplaceFixture.t.sol";
import {IDataMarketplace, Role} from "./IDataMarketplace.sol";
import {MarketplaceStorage, Registry, Till} from "./MarketplaceStorage.sol";
import {MarketplaceLens} from "../lens/MarketplaceLens.sol";

/// @dev A token that claims any supply.
contract SuppliedToken {
    uint256 public immutable totalSupply;

    constructor(uint256 supply) {
        totalSupply = supply;
    }
}

/// @notice I16, I25: construction, initialisation, the owner's settings, upgrades and views.
contract DataMarketplaceTest is MarketplaceFixture {
    using MarketplaceLens for IMarketplace;

    // ------------------------------------------------------------------ construction and initialisation

    function test_default() public view {
        vm.assertEq(address(marketplace.pat()), address(pat), "pat");
        vm.assertEq(address(marketplace.phaseGate()), address(gate), "phaseGate");
        vm.assertEq(marketplace.minIndexAsk(), MIN_INDEX_ASK, "minIndexAsk");
        vm.assertEq(marketplace.minIndexMarginBps(), MIN_INDEX_MARGIN, "minIndexMarginBps");
        vm.assertEq(marketplace.owner(), owner, "owner");
        Till memory till = marketplace.till();
        vm.assertEq(till.brokerWallet, wallet, "wallet");
        vm.assertEq(till.pauseLevels, 0, "paused");
        vm.assertEq(till.liabilities, 0, "liabilities");
        Registry memory registry = marketplace.registry();
        vm.assertEq(registry.segments, 0, "segments");
        vm.assertEq(registry.markets, 1, "markets");
        vm.assertEq(registry.curves, 2, "curves");
        vm.assertEq(registry.brokerMarginBps, MARGIN, "margin");
        vm.assertEq(registry.maxBackdate, MAX_BACKDATE, "maxBackdate");
    }

    /// @notice The namespace is the one ERC-7201 gives to its name.
    function test_behavior_storageLocation() public pure {
        uint256 inner = uint256(keccak256("phasegate.storage.DataMarketplace")) - 1;
        bytes32 location = keccak256(abi.encode(inner)) & ~bytes32(uint256(0xff));
        vm.assertEq(MarketplaceStorage.LOCATION, location, "location");
    }

    function test_error_construction() public {
        _expectZeroAddress("pat");
        this.construct(address(0), address(gate));
        _expectZeroAddress("phaseGate");
        this.construct(address(pat), address(0));
        address tooLarge = address(new SuppliedToken(2 ** 88));
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_SupplyTooLarge.selector, 2 ** 88, 2 ** 88 - 1
            )
        );
        this.construct(tooLarge, address(gate));
        this.construct(address(new SuppliedToken(2 ** 88 - 1)), address(gate));
    }

    function construct(address pat_, address gate_) external {
        _implementation(pat_, gate_);
    }

    function test_error_initialize() public {
        _expectZeroAddress("brokerWallet");
        this.initialize(owner, address(0), MARGIN);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        this.initialize(address(0), wallet, MARGIN);
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarginTooHigh.selector, 5_001, 5_000)
        );
        this.initialize(owner, wallet, 5_001);
        this.initialize(owner, wallet, 5_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_MarginTooLow.selector, MIN_INDEX_MARGIN - 1, MIN_INDEX_MARGIN
            )
        );
        this.initialize(owner, wallet, uint16(MIN_INDEX_MARGIN - 1));
        this.initialize(owner, wallet, uint16(MIN_INDEX_MARGIN));
    }

    function initialize(address owner_, address wallet_, uint16 margin) external {
        _proxy(
            address(implementation), abi.encodeCall(IMarketplace.initialize, (owner_, wallet_, margin, 0))
        );
    }

    function test_error_doubleInitialisation() public {
        address[2] memory targets = [address(marketplace), address(implementation)];
        for (uint256 i = 0; i < 2; ++i) {
            _expect(Initializable.InvalidInitialization.selector);
            vm.prank(owner);
            IMarketplace(targets[i]).initialize(stranger, stranger, 0, 0);
        }
        vm.assertEq(marketplace.owner(), owner, "owner");
    }

    /// @notice The implementation itself belongs to nobody and holds nothing.
    function test_behavior_theImplementationIsInert() public {
        vm.assertEq(implementation.owner(), address(0), "owner");
        address[2] memory callers = [owner, stranger];
        for (uint256 i = 0; i < 2; ++i) {
            _expectNotOwner(callers[i]);
            vm.prank(callers[i]);
            implementation.setPaused(true);
            _expect(UUPSUpgradeable.UUPSUnauthorizedCallContext.selector);
            vm.prank(callers[i]);
            implementation.upgradeToAndCall(address(implementation), "");
            _expect(UUPSUpgradeable.UUPSUnauthorizedCallContext.selector);
            vm.prank(callers[i]);
            implementation.updateBrokerContract(address(implementation));
        }
        _expect(UUPSUpgradeable.UUPSUnauthorizedCallContext.selector);
        marketplace.proxiableUUID();
        vm.assertEq(implementation.proxiableUUID(), ERC1967Utils.IMPLEMENTATION_SLOT, "slot");
    }

    // ------------------------------------------------------------------ owner

    /// @notice I16: up to one half.
    function test_behavior_setBrokerMargin() public {
        vm.startPrank(owner);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.BrokerMarginSet(MARGIN, 5_000);
        marketplace.setBrokerMargin(5_000);
        // The third would be 30 % if only sixteen of its bits were looked at.
        uint256[4] memory wrong = [uint256(5_001), type(uint16).max, 2 ** 16 + 3_000, type(uint256).max];
        for (uint256 i = 0; i < 4; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_MarginTooHigh.selector, wrong[i], 5_000
                )
            );
            marketplace.setBrokerMargin(wrong[i]);
        }
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_MarginTooLow.selector, MIN_INDEX_MARGIN - 1, MIN_INDEX_MARGIN
            )
        );
        marketplace.setBrokerMargin(uint16(MIN_INDEX_MARGIN - 1));
        vm.stopPrank();
        vm.assertEq(marketplace.segment(_list()).marginBps, 5_000, "stamped on the next segment");
    }

    function test_behavior_setBrokerWallet() public {
        vm.startPrank(owner);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.BrokerWalletSet(wallet, stranger);
        marketplace.setBrokerWallet(stranger);
        _expectZeroAddress("brokerWallet");
        marketplace.setBrokerWallet(address(0));
        _expect(IDataMarketplace.DataMarketplace_WalletIsMarketplace.selector);
        marketplace.setBrokerWallet(address(marketplace));
        vm.stopPrank();
        _buy(buyer, _list());
        vm.assertEq(pat.balanceOf(stranger), 30e18, "the new wallet is paid");
        vm.assertEq(pat.balanceOf(wallet), 0, "the old one no more");
    }

    function test_behavior_setRole() public {
        vm.startPrank(owner);
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.RoleSet(Role.Lister, stranger, true);
        marketplace.setRole(Role.Lister, stranger, true);
        vm.assertTrue(marketplace.hasRole(Role.Lister, stranger), "granted");
        vm.assertFalse(marketplace.hasRole(Role.Pricer, stranger), "no other");
        marketplace.setRole(Role.Pricer, stranger, true);
        marketplace.setRole(Role.Lister, stranger, false);
        vm.assertFalse(marketplace.hasRole(Role.Lister, stranger), "taken");
        vm.assertTrue(marketplace.hasRole(Role.Pricer, stranger), "the other stays");
        _expectZeroAddress("account");
        marketplace.setRole(Role.Lister, address(0), true);
        vm.stopPrank();
    }

    function test_error_onlyOwner() public {
        bytes[9] memory calls = [
            abi.encodeCall(marketplace.setBrokerMargin, (1)),
            abi.encodeCall(marketplace.setMarginBand, (1)),
            abi.encodeCall(marketplace.setBrokerWallet, (stranger)),
            abi.encodeCall(marketplace.setPaused, (true)),
            abi.encodeCall(marketplace.setRole, (Role.Lister, stranger, true)),
            abi.encodeCall(marketplace.updateBrokerContract, (address(implementation))),
            abi.encodeCall(marketplace.upgradeToAndCall, (address(implementation), "")),
            abi.encodeCall(marketplace.transferOwnership, (stranger)),
            abi.encodeCall(marketplace.renounceOwnership, ())
        ];
        address[4] memory callers = [lister, pricer, wallet, stranger];
        for (uint256 i = 0; i < calls.length; ++i) {
            for (uint256 j = 0; j < 4; ++j) {
                vm.prank(callers[j]);
                (bool done, bytes memory data) = address(marketplace).call(calls[i]);
                vm.assertFalse(done, "went through");
                vm.assertEq(
                    data,
                    abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, callers[j]),
                    "reason"
                );
            }
        }
    }

    function test_behavior_ownershipTakesTwoSteps() public {
        vm.prank(owner);
        marketplace.transferOwnership(stranger);
        vm.assertEq(marketplace.owner(), owner, "not yet");
        vm.assertEq(marketplace.pendingOwner(), stranger, "pending");
        _expectNotOwner(lister);
        vm.prank(lister);
        marketplace.acceptOwnership();
        vm.prank(stranger);
        marketplace.acceptOwnership();
        vm.assertEq(marketplace.owner(), stranger, "now");
        _expect(IDataMarketplace.DataMarketplace_OwnerRequired.selector);
        vm.prank(stranger);
        marketplace.renounceOwnership();
    }

    // ------------------------------------------------------------------ upgrade

    /// @notice I25: an upgrade while earnings are held changes the code and nothing else.
    function test_default_updateBrokerContract() public {
        uint256 id = _list(FALLING, 3);
        _buy(buyer, id);
        bytes memory before = _state(id);
        IMarketplace next = _implementation(address(pat), address(gate));
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.BrokerContractUpdated(address(implementation), address(next));
        vm.prank(owner);
        marketplace.updateBrokerContract(address(next));
        vm.assertEq(_state(id), before, "state");
        bytes32 slot = vm.load(address(marketplace), ERC1967Utils.IMPLEMENTATION_SLOT);
        vm.assertEq(address(uint160(uint256(slot))), address(next), "implementation");
        vm.prank(provider);
        vm.assertEq(marketplace.withdrawEarnings(), 70e18, "earnings are paid by the new code");
    }

    function test_behavior_layoutHashes() public view {
        vm.assertEq(marketplace.layoutHash(), marketplace.predecessorLayoutHash(), "follows itself");
        vm.assertTrue(marketplace.layoutHash() != 0, "is set");
    }

    // ------------------------------------------------------------------ views

    function test_error_IndexRangeTooLong() public {
        vm.assertEq(marketplace.indexPrice(MARKET, 5, 5 + 1_024), 0, "the longest");
        vm.assertEq(marketplace.indexPrice(MARKET, 5, 4), 0, "none");
        vm.assertEq(marketplace.indexPrice(MARKET, type(uint256).max, 0), 0, "none, at the extreme");
        uint256 max = type(uint256).max;
        vm.assertEq(marketplace.indexPrice(MARKET, max - 1_024, max), 0, "the longest, at the extreme");
        uint256[2][3] memory wrong = [[uint256(5), 5 + 1_025], [uint256(0), max], [max - 1_025, max]];
        for (uint256 i = 0; i < 3; ++i) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_IndexRangeTooLong.selector, wrong[i][0], wrong[i][1]
                )
            );
            marketplace.indexPrice(MARKET, wrong[i][0], wrong[i][1]);
        }
    }

    function test_behavior_viewsOfNothing() public view {
        uint256 max = type(uint256).max;
        vm.assertEq(marketplace.segment(max).window, 0, "segment");
        vm.assertEq(marketplace.market(max).window, 0, "market");
        vm.assertEq(marketplace.curveTable(max), 0, "curve");
        vm.assertEq(marketplace.account(max).owner, address(0), "account");
        vm.assertEq(marketplace.accountOf(stranger), 0, "accountOf");
        vm.assertEq(marketplace.distribution(max).root, 0, "distribution");
        vm.assertEq(marketplace.claimedBy(max, max), 0, "claimedBy");
        vm.assertEq(marketplace.sealOf("none"), 0, "seal");
        vm.assertEq(marketplace.indexBucket(MARKET, max).trades, 0, "bucket");
        vm.assertEq(marketplace.askAnchor(max).movedAt, 0, "anchor");
        vm.assertFalse(marketplace.isOutsideIndex(stranger), "standing");
    }

    /// @notice Words in the order of their slots, none for none.
    function test_behavior_extsload() public view {
        bytes32[] memory slots = new bytes32[](3);
        slots[0] = ERC1967Utils.IMPLEMENTATION_SLOT;
        slots[2] = MarketplaceStorage.LOCATION;
        bytes32[] memory words = marketplace.extsload(slots);
        vm.assertEq(words.length, 3, "as many");
        vm.assertEq(words[0], bytes32(uint256(uint160(address(implementation)))), "the implementation");
        vm.assertEq(words[1], bytes32(0), "nothing lies in slot 0");
        vm.assertEq(words[2], bytes32(uint256(uint160(wallet))), "the till");
        vm.assertEq(marketplace.extsload(new bytes32[](0)).length, 0, "none");
    }

    function _state(uint256 id) private view returns (bytes memory) {
        return abi.encode(
            abi.encode(marketplace.owner(), marketplace.till(), marketplace.registry()),
            abi.encode(marketplace.segment(id), marketplace.account(1), marketplace.market(MARKET)),
            abi.encode(marketplace.hasAccess(buyer, id), marketplace.indexBucket(MARKET, START / 3_600)),
            abi.encode(marketplace.curveTable(1), marketplace.hasRole(Role.Lister, lister)),
            pat.balanceOf(address(marketplace))
        );
    }
}
