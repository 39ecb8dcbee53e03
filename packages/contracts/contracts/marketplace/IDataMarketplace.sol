// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {MarketIndex} from "../index/MarketIndex.sol";
import {Account, AskAnchor, Distribution, Market, Registry, Till} from "./MarketplaceStorage.sol";
import {Segment} from "./SegmentWord.sol";

/// @notice Who besides the owner may act. A bit each.
/// `Lister` registers segments; `Pricer` reprices them, moves reference asks and adds curves.
enum Role {
    Lister,
    Pricer
}

/// @title DataMarketplace: atomic settlement of data segments
/// @notice One transaction credits the provider its bid, pays the broker its spread and grants the consumer access,
/// or nothing happens. All amounts are wei of PAT; margins and confidences are basis points; times are Unix seconds.
/// The owner is expected to be a timelock. Withdrawals and claims are never stopped by anything.
interface IDataMarketplace {
    /// @notice What registering a segment needs. Exactly one of `provider` and `distributionRoot` is set.
    /// @param contentHash Hash of the data behind the segment; registered once, globally.
    /// @param distributionRoot Merkle root of the shares of many providers; leaves as in `claimDistribution`.
    /// @param freshAsk Ask of a fresh unit; within the market's band around its reference ask.
    /// @param issuedAt Within `[now - maxBackdate, now]`, and not yet expired.
    /// @param capacity Access rights for sale.
    struct Listing {
        bytes32 contentHash;
        address provider;
        bytes32 distributionRoot;
        uint88 freshAsk;
        uint32 issuedAt;
        uint16 market;
        uint16 confidenceBps;
        uint24 capacity;
        uint8 curve;
    }

    /// @notice What opening a market needs; see `Market` for units.
    struct MarketTerms {
        bytes32 segmentType;
        uint24 window;
        uint16 confidenceLowBps;
        uint16 confidenceHighBps;
        uint88 referenceAsk;
        uint16 bandBps;
        uint16 dailyMoveBps;
        uint16 settlementPeriodHours;
        uint16 settlementWindowHours;
        uint16 settlementOffsetHours;
    }

    /// @notice One item of a batch: a segment and the most its buyer will pay for it.
    struct Order {
        uint256 id;
        uint256 maxAsk;
    }

    /// @notice An EIP-2612 signature by the payer over `value` for this contract.
    struct Permit {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice A provider's part of a distribution: the interval `[from, to)` of all proceeds, as WADs in `[0, 1e18]`.
    /// Entitlement is `floor(total * to / 1e18) - floor(total * from / 1e18)`, so that adjoining intervals share every
    /// wei and no dust is left.
    struct Share {
        uint256 leaf;
        address provider;
        uint64 from;
        uint64 to;
    }

    /// @notice Why a segment can't be bought.
    enum Unavailable {
        No,
        Unknown,
        Expired,
        SoldOut,
        AlreadyOwned,
        AskAboveMax
    }

    // ------------------------------------------------------------------ events

    event CurveAdded(uint256 indexed curve, uint256 table);
    event MarketAdded(uint256 indexed market, MarketTerms terms);
    event ReferenceAskChanged(uint256 indexed market, uint256 from, uint256 to);
    event AccountOpened(uint256 indexed account, address indexed owner);
    event SegmentRegistered(
        uint256 indexed id,
        uint256 indexed market,
        uint256 indexed account,
        bytes32 contentHash,
        uint256 freshAsk,
        uint256 issuedAt,
        uint256 confidenceBps,
        uint256 marginBps,
        uint256 capacity,
        uint256 curve
    );
    event DistributionRegistered(uint256 indexed id, uint256 indexed account, bytes32 root);
    event SegmentRepriced(uint256 indexed id, uint256 freshAsk, uint256 marginBps);
    /// @dev The payer is in PAT's `Transfer` of the same transaction; whether the purchase entered the index follows
    /// from the standings and thresholds of that moment. A field here would be paid for by every buyer.
    event SegmentPurchased(uint256 indexed id, address indexed recipient, uint256 ask, uint256 payout);
    event OrderSkipped(uint256 indexed id, address indexed recipient, Unavailable reason);
    event PauseRefreshed(bool paused);
    event IndexStandingRefreshed(address indexed account, bool outsideIndex);
    event PurchaseConsentSet(address indexed recipient, address indexed payer, bool consented);
    /// @dev Where it went is in PAT's `Transfer` of the same transaction.
    event EarningsWithdrawn(uint256 indexed account, uint256 amount);
    event DistributionClaimed(uint256 indexed account, uint256 indexed leaf, address indexed provider, uint256 amount);
    event BrokerMarginSet(uint256 from, uint256 to);
    event MarginBandSet(uint256 from, uint256 to);
    event BrokerWalletSet(address indexed from, address indexed to);
    event PausedSet(bool paused);
    event RoleSet(Role indexed role, address indexed account, bool granted);
    event SurplusRecovered(address indexed token, address indexed to, uint256 amount);
    event BrokerContractUpdated(address indexed oldImplementation, address indexed newImplementation);

    // ------------------------------------------------------------------ errors

    error DataMarketplace_ZeroAddress();
    error DataMarketplace_OwnerRequired();
    error DataMarketplace_NotRole(address caller, Role role);
    error DataMarketplace_Paused();
    error DataMarketplace_MarginTooHigh(uint256 marginBps, uint256 maxBps);
    /// @notice Below the least margin with which a purchase enters the index.
    error DataMarketplace_MarginTooLow(uint256 marginBps, uint256 minBps);
    /// @notice Too far from the broker's margin of now.
    error DataMarketplace_MarginOutsideBand(uint256 marginBps, uint256 lowest, uint256 highest);
    error DataMarketplace_MarginBandTooWide(uint256 bandBps, uint256 maxBps);
    error DataMarketplace_WalletIsMarketplace();
    error DataMarketplace_ProviderIsMarketplace();
    error DataMarketplace_SupplyTooLarge(uint256 supply, uint256 max);
    error DataMarketplace_TooManyCurves(uint256 max);
    error DataMarketplace_CurveUnknown(uint256 curve);
    /// @notice Curve 0 as an implementation's code has it is not the stored one.
    error DataMarketplace_FirstCurveMismatch(uint256 inCode, uint256 stored);
    error DataMarketplace_MarketUnknown(uint256 market);
    error DataMarketplace_MarketExists(uint256 market);
    error DataMarketplace_InvalidMarketTerms(MarketTerms terms);
    /// @notice A settlement window of the market runs: neither its reference nor its segments can be repriced.
    error DataMarketplace_PricesFrozen(uint256 market, uint256 until);
    error DataMarketplace_ReferenceMoveTooLarge(uint256 market, uint256 referenceAsk, uint256 lowest, uint256 highest);
    error DataMarketplace_AskMoveTooLarge(uint256 id, uint256 freshAsk, uint256 lowest, uint256 highest);
    /// @notice A new price stands for at least an hour.
    error DataMarketplace_RepricedTooSoon(uint256 id, uint256 possibleAt, uint256 timestamp);
    error DataMarketplace_AskOutsideBand(uint256 market, uint256 freshAsk, uint256 lowest, uint256 highest);
    error DataMarketplace_ConfidenceOutsideBand(uint256 market, uint256 confidenceBps, uint256 low, uint256 high);
    error DataMarketplace_IssuedAtOutOfRange(uint256 issuedAt, uint256 earliest, uint256 latest);
    error DataMarketplace_ZeroCapacity();
    error DataMarketplace_ZeroContentHash();
    error DataMarketplace_ContentAlreadySealed(bytes32 contentHash, uint256 id);
    error DataMarketplace_OneOfProviderAndDistribution(address provider, bytes32 distributionRoot);
    error DataMarketplace_SegmentUnknown(uint256 id);
    error DataMarketplace_SegmentExpired(uint256 id, uint256 expiry, uint256 timestamp);
    error DataMarketplace_SegmentSoldOut(uint256 id);
    error DataMarketplace_SegmentAlreadyOwned(uint256 id, address recipient);
    error DataMarketplace_AskAboveMax(uint256 id, uint256 ask, uint256 maxAsk);
    error DataMarketplace_BatchSize(uint256 size, uint256 max);
    error DataMarketplace_NoConsent(address recipient, address payer);
    error DataMarketplace_NotAccountOwner(uint256 account, address caller);
    error DataMarketplace_NothingToWithdraw(uint256 account);
    error DataMarketplace_NotDistribution(bytes32 contentHash);
    error DataMarketplace_InvalidShare(uint256 leaf, uint256 from, uint256 to);
    error DataMarketplace_InvalidProof(bytes32 contentHash, uint256 leaf);
    error DataMarketplace_NothingToClaim(bytes32 contentHash, uint256 leaf);
    error DataMarketplace_NoSurplus(address token);
    error DataMarketplace_IndexRangeTooLong(uint256 from, uint256 to);
    error DataMarketplace_NotAContract(address implementation);
    error DataMarketplace_PatMismatch(address implementation, address pat);
    error DataMarketplace_LayoutMismatch(address implementation, bytes32 expected, bytes32 follows);

    // ------------------------------------------------------------------ listing

    /// @notice Adds a freshness curve for ever; segments refer to it by number. Only the pricer. Where the implementation's
    /// code has a curve 0, the first one added must be that.
    function addCurve(uint256 table) external returns (uint256 curve);

    /// @notice Opens a market. Only the owner. One market for each (type, window, confidence band).
    function addMarket(MarketTerms calldata terms) external returns (uint256 market);

    /// @notice Moves a market's reference ask: at most `dailyMoveBps` away from where it stood when it had last rested
    /// for a day, not at all while a settlement window runs. Only the pricer.
    function setReferenceAsk(uint256 market, uint88 referenceAsk) external;

    /// @notice Lists a segment with the margin of this moment. Only the lister. Ids are sequential from 1.
    function registerSegment(Listing calldata listing) external returns (uint256 id);

    /// @notice Lists up to 100 segments, all or nothing; their ids are `firstId`, `firstId + 1`, ...
    function registerSegments(Listing[] calldata listings) external returns (uint256 firstId);

    /// @notice Gives a listed segment a new fresh ask and margin: how a widened spread reaches the chain. Only the
    /// pricer, until the segment expires, not in a settlement window and not within an hour of the last time. The ask lies
    /// within the market's band, and within its `dailyMoveBps` of where it stood when it had last rested for a day; the
    /// margin within the margin band around the broker's, from `minIndexMarginBps` to 5000.
    function repriceSegment(uint256 id, uint88 freshAsk, uint16 marginBps) external;

    // ------------------------------------------------------------------ buying

    /// @notice Buys one access right at whatever the ask is now. Prefer the form with `maxAsk`.
    /// @return ask What was paid, in wei.
    function buySegment(uint256 id) external returns (uint256 ask);

    /// @notice Buys one access right at the ask of now, at most `maxAsk` wei.
    function buySegment(uint256 id, uint256 maxAsk) external returns (uint256 ask);

    /// @notice Buys for `recipient`, who must have consented to purchases by the caller.
    function buySegmentFor(uint256 id, uint256 maxAsk, address recipient) external returns (uint256 ask);

    /// @notice Buys with a permit for the payment. The payer is the caller, whoever submits the permit first: a permit
    /// that was front-run or replayed is passed over, and the allowance that stands decides.
    function buySegmentWithPermit(uint256 id, uint256 maxAsk, Permit calldata permit) external returns (uint256 ask);

    /// @notice Buys up to 100 segments for `recipient` in two token transfers.
    /// @param strict True: the first unavailable item reverts everything. False: unavailable items are skipped, each
    /// with an `OrderSkipped` event, and only what was filled is charged.
    /// @return totalAsk What was paid for all, in wei.
    /// @return filled How many were bought.
    function buySegments(Order[] calldata orders, bool strict, address recipient)
        external
        returns (uint256 totalAsk, uint256 filled);

    /// @notice Lets `payer` buy on the caller's behalf, or no longer.
    function setPurchaseConsent(address payer, bool consented) external;

    /// @notice Copies from the phase gate whether `account` is the broker's or an affiliate, whose purchases stay out
    /// of the index, as those of listers and pricers do. Anyone may call it; to be called after every change of those marks.
    /// @dev Kept here because asking the gate in every purchase would load its code and a slot of it, where this loads one slot.
    function refreshIndexStanding(address account) external;

    // ------------------------------------------------------------------ earnings, always open

    /// @notice Pays the caller's earnings to the caller. Open while paused, in every phase and during upgrades.
    function withdrawEarnings() external returns (uint256 amount);

    /// @notice Pays the earnings of the caller's account `accountId` to `to`. Cheaper: nothing is looked up.
    function withdrawEarnings(uint256 accountId, address to) external returns (uint256 amount);

    /// @notice Pays a provider's share of a segment's proceeds so far. Anyone may call; the share's provider is paid.
    /// A leaf is `keccak256(keccak256(abi.encode(chainid, marketplace, contentHash, leaf, provider, from, to)))`.
    /// Never pays more than that distribution holds.
    function claimDistribution(bytes32 contentHash, Share calldata share, bytes32[] calldata proof)
        external
        returns (uint256 amount);

    // ------------------------------------------------------------------ owner

    /// @notice Sets the margin stamped on segments listed from now on; from `minIndexMarginBps` to 5000.
    function setBrokerMargin(uint16 marginBps) external;
    /// @notice Sets how far a repriced segment's margin may lie from the broker's; at most 5000.
    function setMarginBand(uint16 bandBps) external;
    function setBrokerWallet(address wallet) external;
    /// @notice Stops or resumes listing and buying. Exits stay open.
    function setPaused(bool paused) external;

    /// @notice Copies from the phase gate whether spot is paused there. Anyone may call it, and the gate does when its
    /// pause of spot is changed. A pause that ends by itself needs no call: the next purchase or listing sees to it.
    /// @dev Kept in the till because asking the gate in every purchase would cost each buyer 5,000 gas more.
    function refreshPause() external;
    function setRole(Role role, address account, bool granted) external;

    /// @notice Sends tokens that nobody is owed: of PAT only what exceeds the liabilities.
    function recoverSurplus(IERC20 token, address to) external returns (uint256 amount);

    /// @notice Replaces the implementation. The new one must be a contract, a UUPS implementation, settle in the same
    /// PAT and declare this one's storage layout as the one it follows.
    function updateBrokerContract(address newImplementation) external;

    // ------------------------------------------------------------------ views

    function pat() external view returns (IERC20);
    function phaseGate() external view returns (IPhaseGate);
    /// @notice Purchases of a smaller ask do not enter the index.
    function minIndexAsk() external view returns (uint256);
    /// @notice Purchases of a smaller margin do not enter the index: washing must cost something.
    function minIndexMarginBps() external view returns (uint256);
    /// @notice Curve 0 as the implementation's code has it, which makes purchases cheaper; 0: it is read from storage.
    function firstCurve() external view returns (uint256);

    /// @notice Whether `account` may read segment `id` now: what a data gateway asks. True until the window ends.
    function hasAccess(address account, uint256 id) external view returns (bool);

    /// @notice The ask of now and its split. Reverts as a purchase would for unknown, expired and sold-out segments.
    function askOf(uint256 id) external view returns (uint256 ask, uint256 payout, uint256 brokerSpread);
    function segment(uint256 id) external view returns (Segment memory);
    function sealOf(bytes32 contentHash) external view returns (uint256 id);
    function market(uint256 marketId) external view returns (Market memory);
    function curveTable(uint256 curve) external view returns (uint256);
    function account(uint256 accountId) external view returns (Account memory);
    function accountOf(address owner) external view returns (uint256 accountId);
    function distribution(uint256 accountId) external view returns (Distribution memory);
    function claimedBy(uint256 accountId, uint256 leaf) external view returns (uint256);
    /// @notice The broker's wallet, which pauses stop buying and listing (0: none), and the liabilities: PAT owed to providers
    /// and distributions, never more than the contract holds.
    function till() external view returns (Till memory);
    /// @notice How many segments, accounts, markets and curves there are, the margin stamped on new segments, how many
    /// seconds a segment may be backdated and how far a repriced margin may lie from the broker's.
    function registry() external view returns (Registry memory);
    function hasRole(Role role, address account_) external view returns (bool);
    /// @notice Whether purchases by or for `account` stay out of the index.
    function isOutsideIndex(address account_) external view returns (bool);
    function purchaseConsent(address recipient, address payer) external view returns (bool);
    /// @notice Where a segment's ask had last rested for a day, and its last move; zero before the first one.
    function askAnchor(uint256 id) external view returns (AskAnchor memory);
    /// @notice The index bucket of an hour, counted since 1970.
    function indexBucket(uint256 marketId, uint256 hour) external view returns (MarketIndex.Bucket memory);
    /// @notice Index price over hours `[from, to)`, at most 1,024 of them; 0 when nothing was traded.
    function indexPrice(uint256 marketId, uint256 from, uint256 to) external view returns (uint256);

    /// @notice Identifies this implementation's storage layout.
    function layoutHash() external view returns (bytes32);
    /// @notice The layout of the implementation this one may replace.
    function predecessorLayoutHash() external view returns (bytes32);
}
