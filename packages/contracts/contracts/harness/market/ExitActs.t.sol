// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IDataMarketplace} from "../../marketplace/IDataMarketplace.sol";
import {MerkleTree} from "../MerkleTree.t.sol";
import {ListingActs} from "./ListingActs.t.sol";

/// @notice What goes out: earnings, distributions, surplus, and PAT into votes and back.
abstract contract ExitActs is ListingActs {
    function _withdraw() internal {
        address caller = _actor();
        bool plain = _chance(50);
        uint256 earner = plain || _chance(90) ? earnerOf[caller] : _oneOf(earners.length + 1);
        address to = plain ? caller : _chance(3) ? address(0) : _chance(4) ? _marketplace() : wallet;
        bytes memory refusal = _refusalOfWithdrawal(caller, earner, to);
        bytes memory call = plain
            ? abi.encodeWithSignature("withdrawEarnings()")
            : abi.encodeWithSignature("withdrawEarnings(uint256,address)", earner, to);
        bytes memory answer = _act("withdrawEarnings", caller, _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        uint256 owed = _owed(earner);
        vm.assertEq(abi.decode(answer, (uint256)), owed, "I2: all that is owed");
        earners[earner].takenOut += owed;
        _pay(_marketplace(), to, owed);
        if (to == _marketplace()) donated += owed;
    }

    function _claim() internal {
        uint256 id = _someId();
        for (uint256 i = 0; i < 3 && (!_isSegment(id) || !_isDistribution(id)); ++i) id = _someId();
        bytes32 content = _isSegment(id) ? segments[id].content : bytes32(uint256(1));
        uint256 leaf = _oneOf(SHARES);
        IDataMarketplace.Share memory share = _shares()[leaf];
        uint256 flaw = _chance(8) ? 1 + _oneOf(4) : 0;
        if (flaw == 1) share.provider = address(0);
        if (flaw == 2) share.to = share.from;
        if (flaw == 3) share.to = ONE + 1;
        if (flaw == 4) share.leaf += 1;
        bytes32[] memory proof = MerkleTree.proof(_leaves(content), leaf);
        uint256 due = _isSegment(id) && _isDistribution(id) ? _due(segments[id].account, share) : 0;
        bytes memory refusal = _refusalOfClaim(id, content, share, flaw, due);
        bytes memory call = abi.encodeCall(IDataMarketplace.claimDistribution, (content, share, proof));
        bytes memory answer = _act("claimDistribution", _actor(), _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        vm.assertEq(abi.decode(answer, (uint256)), due, "I5: entitlement");
        uint256 earner = segments[id].account;
        claimed[earner][leaf] += due;
        earners[earner].takenOut += due;
        _pay(_marketplace(), share.provider, due);
    }

    function _donate() internal {
        address from = _actor();
        uint256 amount = _oneOf(held[from] / 1_000 + 1);
        _act("donate", from, address(cast.pat), abi.encodeCall(IERC20.transfer, (_marketplace(), amount)), "");
        donated += amount;
        _pay(from, _marketplace(), amount);
    }

    function _recoverSurplus() internal {
        address caller = _mostly(cast.owner);
        address to = _chance(5) ? address(0) : cast.treasury;
        bytes memory refusal;
        if (caller != cast.owner) refusal = _notOwner(caller);
        else if (to == address(0)) refusal = _zeroAddress("to");
        else if (donated == 0) {
            refusal = abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NoSurplus.selector, address(cast.pat));
        }
        bytes memory call = abi.encodeCall(IDataMarketplace.recoverSurplus, (IERC20(address(cast.pat)), to));
        bytes memory answer = _act("recoverSurplus", caller, _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        vm.assertEq(abi.decode(answer, (uint256)), donated, "I6: donations only");
        _pay(_marketplace(), to, donated);
        donated = 0;
    }

    function _wrap() internal {
        address who = _actor();
        uint256 amount = _oneOf(held[who] / 100 + 1);
        vm.prank(who);
        cast.pat.approve(address(cast.votePat), amount);
        _act("wrap", who, address(cast.votePat), abi.encodeCall(cast.votePat.depositFor, (who, amount)), "");
        _pay(who, address(cast.votePat), amount);
        wrapped[who] += amount;
        wrappedSum += amount;
    }

    function _unwrap() internal {
        address who = _actor();
        uint256 amount = _between(0, wrapped[who]) + (_chance(10) ? 1 : 0);
        bytes memory refusal = _tooPoor(who, wrapped[who], amount);
        _act("unwrap", who, address(cast.votePat), abi.encodeCall(cast.votePat.withdrawTo, (who, amount)), refusal);
        if (refusal.length != 0) return;
        _pay(address(cast.votePat), who, amount);
        wrapped[who] -= amount;
        wrappedSum -= amount;
    }

    // ------------------------------------------------------------------ rules

    function _isDistribution(uint256 id) private view returns (bool) {
        return earners[segments[id].account].owner == address(0);
    }

    function _refusalOfWithdrawal(address caller, uint256 earner, address to) private view returns (bytes memory) {
        if (to == address(0)) return _zeroAddress("to");
        if (earner == 0 || earner >= earners.length || earners[earner].owner != caller) {
            return abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_NotAccountOwner.selector, earner, caller
            );
        }
        if (_owed(earner) != 0) return "";
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NothingToWithdraw.selector, earner);
    }

    function _refusalOfClaim(
        uint256 id,
        bytes32 content,
        IDataMarketplace.Share memory share,
        uint256 flaw,
        uint256 due
    ) private view returns (bytes memory) {
        if (!_isSegment(id) || !_isDistribution(id)) {
            return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotDistribution.selector, content);
        }
        if (flaw == 1) return _zeroAddress("provider");
        if (flaw == 2 || flaw == 3) {
            return abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_InvalidShare.selector, share.leaf, share.from, share.to
            );
        }
        if (flaw == 4) {
            return abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_InvalidProof.selector, content, share.leaf
            );
        }
        if (due != 0) return "";
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NothingToClaim.selector, content, share.leaf);
    }

    /// @dev The share of all that ever came, less what it had, as far as the distribution still holds it.
    function _due(uint256 earner, IDataMarketplace.Share memory share) private view returns (uint256) {
        uint256 total = earners[earner].received;
        uint256 entitled = total * share.to / ONE - total * share.from / ONE;
        if (entitled <= claimed[earner][share.leaf]) return 0;
        uint256 open = entitled - claimed[earner][share.leaf];
        return open < _owed(earner) ? open : _owed(earner);
    }
}
