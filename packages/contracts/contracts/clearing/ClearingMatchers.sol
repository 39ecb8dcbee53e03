// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ClearingBase} from "./ClearingBase.sol";
import {IClearingHouse} from "./IClearingHouse.sol";

/// @title Who may bring trades: announced by the owner, registered after seven days, let in by each account itself
/// @dev A number is never given twice, so no consent ever passes to another matcher.
abstract contract ClearingMatchers is ClearingBase {
    uint256 private constant DELAY = 7 days;
    uint256 private constant MAX_MATCHERS = 32;

    uint256 private _matchers;
    /// @dev One more than the number, 0 for none.
    mapping(address matcher => uint256) private _numbers;
    /// @inheritdoc IClearingHouse
    mapping(address matcher => uint256) public matcherApplicableFrom;

    // ------------------------------------------------------------------ owner

    /// @inheritdoc IClearingHouse
    function announceMatcher(address matcher) external onlyOwner {
        if (matcher == address(0)) revert ClearingHouse_ZeroAddress("matcher");
        if (_numbers[matcher] != 0 || matcherApplicableFrom[matcher] != 0) revert ClearingHouse_MatcherKnown(matcher);
        uint256 applicableFrom = block.timestamp + DELAY;
        matcherApplicableFrom[matcher] = applicableFrom;
        emit MatcherAnnounced(matcher, applicableFrom);
    }

    /// @inheritdoc IClearingHouse
    function applyMatcher(address matcher) external {
        uint256 applicableFrom = matcherApplicableFrom[matcher];
        if (applicableFrom == 0) revert ClearingHouse_NoMatcherAnnounced(matcher);
        if (block.timestamp < applicableFrom) {
            revert ClearingHouse_MatcherPending(applicableFrom, block.timestamp);
        }
        uint256 number = _matchers;
        if (number == MAX_MATCHERS) revert ClearingHouse_TooManyMatchers(MAX_MATCHERS);
        matcherApplicableFrom[matcher] = 0;
        _numbers[matcher] = _matchers = number + 1;
        emit MatcherApplied(matcher, number);
    }

    /// @inheritdoc IClearingHouse
    function removeMatcher(address matcher) external onlyOwner {
        if (_numbers[matcher] == 0 && matcherApplicableFrom[matcher] == 0) {
            revert ClearingHouse_NoMatcherAnnounced(matcher);
        }
        (_numbers[matcher], matcherApplicableFrom[matcher]) = (0, 0);
        emit MatcherRemoved(matcher);
    }

    // ------------------------------------------------------------------ accounts

    /// @inheritdoc IClearingHouse
    function setMatcher(address matcher, bool allowed) external {
        uint32 bit = _bitOf(matcher);
        uint32 matchers = _accounts[msg.sender].matchers;
        _accounts[msg.sender].matchers = allowed ? matchers | bit : matchers & ~bit;
        emit MatcherSet(msg.sender, matcher, allowed);
    }

    /// @inheritdoc IClearingHouse
    function matcherNumber(address matcher) external view returns (bool isRegistered, uint256 number) {
        number = _numbers[matcher];
        return number == 0 ? (false, 0) : (true, number - 1);
    }

    /// @inheritdoc IClearingHouse
    function allowsMatcher(address account, address matcher) external view returns (bool) {
        return _numbers[matcher] != 0 && _accounts[account].matchers & _bitOf(matcher) != 0;
    }

    /// @dev A matcher's bit in the consents of accounts.
    function _bitOf(address matcher) internal view returns (uint32) {
        uint256 number = _numbers[matcher];
        if (number == 0) revert ClearingHouse_NotMatcher(matcher);
        return uint32(1 << (number - 1));
    }
}
