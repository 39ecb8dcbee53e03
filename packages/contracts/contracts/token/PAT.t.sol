// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Test} from "../harness/Test.t.sol";
import {PAT} from "./PAT.sol";

/// @notice I36: the whole supply at construction and never more; and permits.
contract PATTest is Test {
    uint256 private constant START = 1_767_225_600;
    uint256 private constant SUPPLY = 300_000_000e18;
    uint256 private constant KEY = 0xA11CE;
    address private immutable holder = _actor("holder");
    address private immutable other = _actor("other");
    address private immutable spender = _actor("spender");

    PAT private pat;

    function setUp() public {
        vm.warp(START);
        pat = _pat(SUPPLY - 5, 5);
    }

    function test_default() public view {
        vm.assertEq(pat.decimals(), 18, "decimals");
        vm.assertEq(pat.totalSupply(), SUPPLY, "all of it");
        vm.assertEq(pat.balanceOf(holder), SUPPLY - 5, "the first allocation");
        vm.assertEq(pat.balanceOf(other), 5, "the second");
        vm.assertEq(bytes(pat.symbol()), bytes("PAT"), "symbol");
    }

    /// @notice One key minted a third of the supply, wrapped it and out-voted everybody. There is no such function now,
    /// for anyone.
    function test_attack_theOwnerMintsVotes() public {
        bytes4[4] memory gone = [
            bytes4(keccak256("mint(address,uint256)")),
            bytes4(keccak256("transferOwnership(address)")),
            bytes4(keccak256("owner()")),
            bytes4(keccak256("cap()"))
        ];
        for (uint256 i = 0; i < 4; ++i) {
            (bool done,) = address(pat).call(abi.encodeWithSelector(gone[i], address(this), 100_000_000e18));
            vm.assertFalse(done, "no such function");
        }
        vm.assertEq(pat.totalSupply(), SUPPLY, "as at construction");
    }

    /// @notice Transfers move, they neither make nor destroy.
    function testFuzz_transfer_conserves(uint256 moved) public {
        moved = _within(moved, 0, SUPPLY - 5);
        vm.prank(holder);
        pat.transfer(spender, moved);
        vm.assertEq(pat.balanceOf(holder), SUPPLY - 5 - moved, "from");
        vm.assertEq(pat.balanceOf(spender), moved, "to");
        vm.assertEq(pat.totalSupply(), SUPPLY, "supply");
    }

    function test_behavior_supplyBoundaries() public {
        vm.assertEq(_pat(type(uint88).max, 0).totalSupply(), type(uint88).max, "the largest");
        vm.assertEq(_pat(0, 1).totalSupply(), 1, "the smallest");
        _expectOutOfBounds(2 ** 88);
        _pat(type(uint88).max, 1);
        _expectOutOfBounds(0);
        _pat(0, 0);
        _expectOutOfBounds(0);
        new PAT(new PAT.Allocation[](0));
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        new PAT(new PAT.Allocation[](1));
    }

    // ------------------------------------------------------------------ permit

    function test_behavior_permitHoldsToItsLastSecond() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(7, 0, START);
        vm.warp(START + 1);
        vm.expectRevert(abi.encodeWithSelector(ERC20Permit.ERC2612ExpiredSignature.selector, START));
        pat.permit(vm.addr(KEY), spender, 7, START, v, r, s);
        vm.warp(START);
        pat.permit(vm.addr(KEY), spender, 7, START, v, r, s);
        vm.assertEq(pat.allowance(vm.addr(KEY), spender), 7, "allowance");
    }

    function test_error_replayedPermit() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(7, 0, START);
        pat.permit(vm.addr(KEY), spender, 7, START, v, r, s);
        vm.expectRevert();
        pat.permit(vm.addr(KEY), spender, 7, START, v, r, s);
        vm.assertEq(pat.nonces(vm.addr(KEY)), 1, "nonce");
    }

    /// @notice The domain binds a permit to this chain and this token.
    function test_error_permitOfAnotherChainOrToken() public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(7, 0, START);
        PAT foreign = _pat(SUPPLY, 0);
        vm.expectRevert();
        foreign.permit(vm.addr(KEY), spender, 7, START, v, r, s);
        vm.chainId(324);
        vm.expectRevert();
        pat.permit(vm.addr(KEY), spender, 7, START, v, r, s);
        vm.assertEq(pat.allowance(vm.addr(KEY), spender), 0, "allowance");
    }

    function _sign(uint256 value, uint256 nonce, uint256 deadline)
        private
        view
        returns (uint8 v, bytes32 r, bytes32 s)
    {
        bytes32 type_ =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 struct_ = keccak256(abi.encode(type_, vm.addr(KEY), spender, value, nonce, deadline));
        return vm.sign(KEY, keccak256(abi.encodePacked("\x19\x01", pat.DOMAIN_SEPARATOR(), struct_)));
    }

    function _pat(uint256 first, uint256 second) private returns (PAT) {
        PAT.Allocation[] memory allocations = new PAT.Allocation[](2);
        allocations[0] = PAT.Allocation(holder, first);
        allocations[1] = PAT.Allocation(other, second);
        return new PAT(allocations);
    }

    function _expectOutOfBounds(uint256 supply) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(PAT.PAT_SupplyOutOfBounds.selector, supply, 1, type(uint88).max)
        );
    }
}
