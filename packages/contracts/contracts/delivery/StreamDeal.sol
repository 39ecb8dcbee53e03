// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A stream as both parties agree on it: the terms of `streamingForward` in the derivatives package, and who they are.
/// @param buyer Funds the channel and signs vouchers.
/// @param provider Delivers, and posts the bond.
/// @param arbiter Rules on disputes.
/// @param pricePerUnit Wei per unit at confidence 1.0.
/// @param providerBond Wei.
/// @param disputeBond Wei that a dispute stakes.
/// @param timePremium Wei, to the broker.
/// @param market Whose units.
/// @param minimumConfidenceBps Below it a unit does not count.
/// @param maximumConfidenceBps The most that it counts for.
/// @param minimumRemainingLife Seconds that a unit has left when it is posted.
/// @param unitsPerInterval Units at confidence 1.0 due in each interval.
/// @param intervalSeconds Seconds of one.
/// @param start Unix second of the first delivery.
/// @param duration Seconds, whole intervals.
/// @param tolerance Units that the provider may lag behind.
/// @param grace Seconds that it has to catch up.
/// @param disputeWindow Seconds in which a posting can be disputed.
/// @param resolutionWindow Seconds in which the arbiter rules.
/// @param challengeWindow Seconds between a call to close and its conclusion.
/// @param silentSplitBps What counts of a disputed posting when the arbiter stays silent.
/// @param proverBps What of the bond goes to who proves a double sale.
/// @param forfeitBps What of the rest a buyer who leaves forfeits.
/// @param feeBps Of the channel, to the broker.
/// @param validUntil Unix second up to which the signature opens the stream.
/// @param salt Tells deals of the same terms apart.
struct StreamDeal {
    address buyer;
    address provider;
    address arbiter;
    uint128 pricePerUnit;
    uint128 providerBond;
    uint128 disputeBond;
    uint128 timePremium;
    uint16 market;
    uint16 minimumConfidenceBps;
    uint16 maximumConfidenceBps;
    uint32 minimumRemainingLife;
    uint32 unitsPerInterval;
    uint32 intervalSeconds;
    uint40 start;
    uint32 duration;
    uint48 tolerance;
    uint32 grace;
    uint32 disputeWindow;
    uint32 resolutionWindow;
    uint32 challengeWindow;
    uint16 silentSplitBps;
    uint16 proverBps;
    uint16 forfeitBps;
    uint16 feeBps;
    uint40 validUntil;
    uint256 salt;
}

/// @title A stream's terms and its schedule
/// @notice The same integers as `schedule` and `streamingForward` of the derivatives package. Weights count 10,000 for a unit at
/// confidence 1.0.
library StreamDeals {
    uint256 internal constant MAX_PENDING = 16;
    uint256 private constant BPS = 10_000;
    uint256 private constant MAX_PROVER_BPS = 2_000;
    uint256 private constant MAX_UNITS = 2 ** 48 - 1;
    uint256 private constant MAX_AMOUNT = 2 ** 112 - 1;

    bytes32 internal constant TYPEHASH = keccak256(
        "StreamDeal(address buyer,address provider,address arbiter,uint128 pricePerUnit,uint128 providerBond,uint128 disputeBond,uint128 timePremium,uint16 market,uint16 minimumConfidenceBps,uint16 maximumConfidenceBps,uint32 minimumRemainingLife,uint32 unitsPerInterval,uint32 intervalSeconds,uint40 start,uint32 duration,uint48 tolerance,uint32 grace,uint32 disputeWindow,uint32 resolutionWindow,uint32 challengeWindow,uint16 silentSplitBps,uint16 proverBps,uint16 forfeitBps,uint16 feeBps,uint40 validUntil,uint256 salt)"
    );

    function structHash(StreamDeal calldata deal) internal pure returns (bytes32) {
        return keccak256(abi.encode(TYPEHASH, deal));
    }

    /// @notice The first term out of bounds, or the empty string.
    function flaw(StreamDeal calldata deal) internal pure returns (string memory) {
        if (deal.buyer == deal.provider) return "provider";
        if (deal.arbiter == deal.buyer || deal.arbiter == deal.provider || deal.arbiter == address(0)) return "arbiter";
        if (deal.minimumConfidenceBps > BPS) return "minimumConfidenceBps";
        if (deal.maximumConfidenceBps > BPS || deal.maximumConfidenceBps < deal.minimumConfidenceBps) {
            return "maximumConfidenceBps";
        }
        if (deal.minimumRemainingLife == 0) return "minimumRemainingLife";
        if (deal.pricePerUnit == 0) return "pricePerUnit";
        if (deal.unitsPerInterval == 0) return "unitsPerInterval";
        if (deal.intervalSeconds == 0) return "intervalSeconds";
        if (deal.duration == 0 || deal.duration % deal.intervalSeconds != 0) return "duration";
        uint256 units = orderedUnits(deal);
        if (units > MAX_UNITS) return "ordered units";
        if (units * deal.pricePerUnit > MAX_AMOUNT) return "channel";
        if (deal.tolerance > units) return "tolerance";
        if (deal.providerBond == 0 || deal.providerBond > MAX_AMOUNT) return "providerBond";
        if (deal.disputeBond == 0 || deal.disputeBond > MAX_AMOUNT) return "disputeBond";
        if (deal.disputeWindow == 0) return "disputeWindow";
        if (deal.resolutionWindow == 0) return "resolutionWindow";
        if (uint256(deal.disputeWindow) + deal.resolutionWindow > MAX_PENDING * deal.grace) return "grace";
        if (deal.challengeWindow == 0) return "challengeWindow";
        if (deal.silentSplitBps > BPS) return "silentSplitBps";
        if (deal.proverBps > MAX_PROVER_BPS) return "proverBps";
        if (deal.forfeitBps > BPS) return "forfeitBps";
        if (deal.feeBps > BPS) return "feeBps";
        return "";
    }

    function orderedUnits(StreamDeal calldata deal) internal pure returns (uint256) {
        return uint256(deal.unitsPerInterval) * (deal.duration / deal.intervalSeconds);
    }

    function channelOf(StreamDeal calldata deal) internal pure returns (uint256) {
        return orderedUnits(deal) * deal.pricePerUnit;
    }

    /// @notice Weight due by a second, rounded down.
    function scheduledWeight(StreamDeal calldata deal, uint256 second) internal pure returns (uint256) {
        return uint256(deal.unitsPerInterval) * BPS * _elapsed(deal, second) / deal.intervalSeconds;
    }

    /// @notice The most that may have left the channel by a second, wei, rounded down.
    function drawLimit(StreamDeal calldata deal, uint256 second) internal pure returns (uint256) {
        return uint256(deal.unitsPerInterval) * deal.pricePerUnit * _elapsed(deal, second) / deal.intervalSeconds;
    }

    /// @notice Weight without which the provider is in default at a second of deal time.
    function requiredWeight(StreamDeal calldata deal, uint256 dealSecond) internal pure returns (uint256) {
        uint256 due = scheduledWeight(deal, dealSecond > deal.grace ? dealSecond - deal.grace : 0);
        uint256 tolerated = uint256(deal.tolerance) * BPS;
        return due > tolerated ? due - tolerated : 0;
    }

    function _elapsed(StreamDeal calldata deal, uint256 second) private pure returns (uint256) {
        if (second <= deal.start) return 0;
        uint256 elapsed = second - deal.start;
        return elapsed < deal.duration ? elapsed : deal.duration;
    }
}
