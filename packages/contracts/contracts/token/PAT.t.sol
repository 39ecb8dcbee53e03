// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Test} from "../harness/Test.t.sol";
import {PAT} from "./PAT.sol";

/// @notice The cap, who mints, and permits.
contract PATTest is Test {
    uint256 private constant START = 1_767_225_600;
    uint256 private constant CAP = 300_000_000e18;
    uint256 private constant KEY = 0xA11CE;
    address private immutable owner = _actor("owner");
    address private immutable holder = _actor("holder");
    address private immutable spender = _actor("spender");

    PAT private pat;

    function setUp() public {
        vm.warp(START);
        pat = new PAT(owner, CAP);
    }

    function test_default() public view {
        vm.assertEq(pat.decimals(), 18, "decimals");
        vm.assertEq(pat.cap(), CAP, "cap");
        vm.assertEq(pat.totalSupply(), 0, "nothing is minted at first");
        vm.assertEq(bytes(pat.symbol()), bytes("PAT"), "symbol");
    }

    function test_behavior_mintsUpToTheCap() public {
        _mint(holder, CAP - 1);
        _expectExceeded(CAP + 1);
        _mint(holder, 2);
        _mint(holder, 1);
        vm.assertEq(pat.totalSupply(), CAP, "supply");
        _expectExceeded(CAP + 1);
        _mint(holder, 1);
        vm.assertEq(pat.balanceOf(holder), CAP, "balance");
    }

    /// @notice What is burnt by nobody stays: transfers move, they neither make nor destroy.
    function testFuzz_transfer_conserves(uint256 amount, uint256 moved) public {
        amount = _within(amount, 0, CAP);
        moved = _within(moved, 0, amount);
        _mint(holder, amount);
        vm.prank(holder);
        pat.transfer(spender, moved);
        vm.assertEq(pat.balanceOf(holder), amount - moved, "from");
        vm.assertEq(pat.balanceOf(spender), moved, "to");
        vm.assertEq(pat.totalSupply(), amount, "supply");
    }

    function test_behavior_capBoundaries() public {
        vm.assertEq(new PAT(owner, type(uint88).max).cap(), type(uint88).max, "the largest");
        vm.assertEq(new PAT(owner, 1).cap(), 1, "the smallest");
        vm.expectRevert(
            abi.encodeWithSelector(PAT.PAT_CapTooLarge.selector, 2 ** 88, type(uint88).max)
        );
        new PAT(owner, 2 ** 88);
        vm.expectRevert(abi.encodeWithSelector(ERC20Capped.ERC20InvalidCap.selector, 0));
        new PAT(owner, 0);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        new PAT(address(0), CAP);
    }

    function test_error_mint() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, holder));
        vm.prank(holder);
        pat.mint(holder, 1);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, address(0)));
        _mint(address(0), 1);
    }

    function test_behavior_aRenouncedOwnerFixesTheSupply() public {
        _mint(holder, 5);
        vm.prank(owner);
        pat.renounceOwnership();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, owner));
        _mint(holder, 1);
        vm.assertEq(pat.totalSupply(), 5, "fixed");
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
        PAT other = new PAT(owner, CAP);
        vm.expectRevert();
        other.permit(vm.addr(KEY), spender, 7, START, v, r, s);
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

    function _mint(address to, uint256 amount) private {
        vm.prank(owner);
        pat.mint(to, amount);
    }

    function _expectExceeded(uint256 supply) private pure {
        vm.expectRevert(abi.encodeWithSelector(ERC20Capped.ERC20ExceededCap.selector, supply, CAP));
    }
}
