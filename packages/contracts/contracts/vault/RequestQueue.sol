// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev Something given for something received: wei for shares, or shares for wei.
struct Exchange {
    uint128 given;
    uint128 received;
}

/// @dev What a controller has given, and in which round.
struct Request {
    uint128 given;
    uint32 round;
}

/// @dev Deposits and redemptions of a vault are one queue each.
/// @param pending Given in the present round by everybody.
/// @param round How many rounds have been fulfilled.
/// @param requests By controller.
/// @param claimable What earlier rounds have brought a controller and nobody has claimed.
/// @param fulfilled What a fulfilled round has not allotted yet, so that the last of its controllers gets all that is left.
struct Queue {
    uint128 pending;
    uint32 round;
    mapping(address controller => Request) requests;
    mapping(address controller => Exchange) claimable;
    mapping(uint256 round => Exchange) fulfilled;
}

/// @title Requests that are answered together, a round at a time, all at one price
/// @notice The same integers as `requestQueue` of the derivatives package.
library RequestQueue {
    /// @notice Nothing, or more than there is.
    /// @param account Whose.
    /// @param amount What was asked for.
    /// @param available The most that can be.
    error UnderwritingVault_RequestExceeds(address account, uint256 amount, uint256 available);

    /// @dev What was given fits 128 bits: it is PAT, or shares, of which there are no more.
    function add(Queue storage queue, address controller, uint256 amount) internal {
        allot(queue, controller);
        Request storage request = queue.requests[controller];
        (request.given, request.round) = (request.given + uint128(amount), queue.round);
        queue.pending += uint128(amount);
    }

    function cancel(Queue storage queue, address controller, uint256 amount) internal {
        allot(queue, controller);
        Request storage request = queue.requests[controller];
        checkAvailable(controller, amount, request.given);
        request.given -= uint128(amount);
        queue.pending -= uint128(amount);
    }

    /// @notice The present round is answered with `received` for all that was given in it.
    function fulfil(Queue storage queue, uint256 received) internal {
        queue.fulfilled[queue.round] = Exchange(queue.pending, uint128(received));
        ++queue.round;
        queue.pending = 0;
    }

    /// @notice Claims what `given` has brought, rounded down; all of it brings all.
    function claimByGiven(Queue storage queue, address controller, uint256 given) internal returns (uint256 received) {
        allot(queue, controller);
        Exchange memory all = queue.claimable[controller];
        checkAvailable(controller, given, all.given);
        received = uint256(all.received) * given / all.given;
        queue.claimable[controller] = Exchange(all.given - uint128(given), all.received - uint128(received));
    }

    /// @notice Claims `received` for what brought it, rounded up.
    function claimByReceived(Queue storage queue, address controller, uint256 received)
        internal
        returns (uint256 given)
    {
        allot(queue, controller);
        Exchange memory all = queue.claimable[controller];
        checkAvailable(controller, received, all.received);
        given = (uint256(all.given) * received + all.received - 1) / all.received;
        queue.claimable[controller] = Exchange(all.given - uint128(given), all.received - uint128(received));
    }

    /// @notice What a controller can claim, its part of a fulfilled round included.
    function claimableOf(Queue storage queue, address controller) internal view returns (Exchange memory all) {
        all = queue.claimable[controller];
        Request memory request = queue.requests[controller];
        if (request.given == 0 || request.round == queue.round) return all;
        all.given += request.given;
        all.received += _part(queue.fulfilled[request.round], request.given);
    }

    /// @notice What a controller has given that no round has answered.
    function pendingOf(Queue storage queue, address controller) internal view returns (uint256) {
        Request memory request = queue.requests[controller];
        return request.round == queue.round ? request.given : 0;
    }

    function checkAvailable(address account, uint256 amount, uint256 available) internal pure {
        if (amount == 0 || amount > available) {
            revert UnderwritingVault_RequestExceeds(account, amount, available);
        }
    }

    /// @notice Moves the controller's part of a fulfilled round to what it can claim.
    function allot(Queue storage queue, address controller) internal {
        Request memory request = queue.requests[controller];
        if (request.given == 0 || request.round == queue.round) return;
        Exchange storage round = queue.fulfilled[request.round];
        uint128 received = _part(round, request.given);
        Exchange storage all = queue.claimable[controller];
        (all.given, all.received) = (all.given + request.given, all.received + received);
        (round.given, round.received) = (round.given - request.given, round.received - received);
        delete queue.requests[controller];
    }

    /// @dev Rounded down; the last of a round gets what is left.
    function _part(Exchange memory round, uint128 given) private pure returns (uint128) {
        return uint128(uint256(round.received) * given / round.given);
    }
}
