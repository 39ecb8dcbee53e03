// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {MarketIndex} from "../index/MarketIndex.sol";
import {Account, Market, Registry, Till} from "./MarketplaceStorage.sol";
import {Segment} from "./SegmentWord.sol";

/// @notice Who besides the owner may act. A bit each.
/// `Lister` registers segments; `Pricer` reprices them, moves reference asks and adds curves; a `Deliverer` is a contract
/// that hands over access rights which its own deals have paid for.
enum Role {
    Lister,
    Pricer,
    Deliverer
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

    /// @notice A curve was added for ever.
    /// @param curve Curve's number, from 0.
    /// @param table Its sixteen knots as one word.
    event CurveAdded(uint256 indexed curve, uint256 table);
    /// @notice A market was opened.
    /// @param market Market.
    /// @param terms Its terms.
    event MarketAdded(uint256 indexed market, MarketTerms terms);
    /// @notice A market's reference moved.
    /// @param market Market.
    /// @param from Before, wei.
    /// @param to From now on, wei.
    event ReferenceAskChanged(uint256 indexed market, uint256 from, uint256 to);
    /// @notice A provider or a distribution got an account.
    /// @param account Account of a provider or distribution, from 1.
    /// @param owner Whose it is; zero for a distribution.
    event AccountOpened(uint256 indexed account, address indexed owner);
    /// @notice A segment was listed.
    /// @param id Segment.
    /// @param market Its market.
    /// @param account Who earns.
    /// @param contentHash Hash of the data behind the segment.
    /// @param freshAsk Ask of a fresh unit, wei.
    /// @param issuedAt Unix second from which it ages.
    /// @param confidenceBps Confidence, basis points.
    /// @param marginBps Broker's part of the ask, basis points.
    /// @param capacity Access rights for sale.
    /// @param curve Its freshness curve.
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
    /// @notice A segment's proceeds are shared.
    /// @param id Segment.
    /// @param account Where they collect.
    /// @param root Merkle root of the shares.
    event DistributionRegistered(uint256 indexed id, uint256 indexed account, bytes32 root);
    /// @notice A listed segment has a new fresh ask and margin.
    /// @param id Segment.
    /// @param freshAsk Ask of a fresh unit, wei.
    /// @param marginBps Broker's part of the ask, basis points.
    event SegmentRepriced(uint256 indexed id, uint256 freshAsk, uint256 marginBps);
    /// @notice An access right was sold.
    /// @dev The payer is in PAT's `Transfer` of the same transaction; whether the purchase entered the index follows
    /// from the standings and thresholds of that moment. A field here would be paid for by every buyer.
    /// @param id Segment.
    /// @param recipient Who gets the access right.
    /// @param ask What was paid, wei.
    /// @param payout The provider's part of it, wei.
    event SegmentPurchased(uint256 indexed id, address indexed recipient, uint256 ask, uint256 payout);
    /// @notice An access right was handed over, paid by a deal of the delivery module. It is no trade: the index is as before.
    /// @param id Segment.
    /// @param provider Whose it is.
    /// @param recipient Who gets the access right.
    /// @param module Whose deal it fulfils.
    event SegmentDelivered(uint256 indexed id, address indexed provider, address indexed recipient, address module);
    /// @notice An item of a batch that was not bought, and was not charged.
    /// @param id Segment.
    /// @param recipient For whom it was.
    /// @param reason Why.
    event OrderSkipped(uint256 indexed id, address indexed recipient, Unavailable reason);
    /// @notice The copy of the gate's pause of spot changed.
    /// @param paused True: stopped.
    event PauseRefreshed(bool paused);
    /// @notice The copy of an account's mark at the gate changed.
    /// @param account Whose.
    /// @param outsideIndex True: its purchases stay out.
    event IndexStandingRefreshed(address indexed account, bool outsideIndex);
    /// @notice An account lets another buy for it, or no longer.
    /// @param recipient Who consented.
    /// @param payer Who may buy for it.
    /// @param consented True: it may.
    event PurchaseConsentSet(address indexed recipient, address indexed payer, bool consented);
    /// @notice A provider took out its earnings.
    /// @param account Account of a provider or distribution, from 1.
    /// @param to Who received it.
    /// @param amount Wei.
    event EarningsWithdrawn(uint256 indexed account, address to, uint256 amount);
    /// @notice A provider took its share of a distribution.
    /// @param account Account of a provider or distribution, from 1.
    /// @param leaf Number of the share.
    /// @param provider Who was paid.
    /// @param amount Wei.
    event DistributionClaimed(uint256 indexed account, uint256 indexed leaf, address indexed provider, uint256 amount);
    /// @notice The margin stamped on new segments changed.
    /// @param from Before, basis points.
    /// @param to From now on, basis points.
    event BrokerMarginSet(uint256 from, uint256 to);
    /// @notice How far a repriced margin may lie from the broker's changed.
    /// @param from Before, basis points.
    /// @param to From now on, basis points.
    event MarginBandSet(uint256 from, uint256 to);
    /// @notice The spread goes to another wallet.
    /// @param from The wallet before.
    /// @param to The wallet from now on.
    event BrokerWalletSet(address indexed from, address indexed to);
    /// @notice The owner stopped or resumed listing and buying.
    /// @param paused True: stopped.
    event PausedSet(bool paused);
    /// @notice A role was given or taken.
    /// @param role Lister, pricer or deliverer.
    /// @param account Whose.
    /// @param granted True: given; false: taken.
    event RoleSet(Role indexed role, address indexed account, bool granted);
    /// @notice Tokens that nobody was owed were sent on.
    /// @param token Token.
    /// @param to Who received it.
    /// @param amount Wei.
    event SurplusRecovered(address indexed token, address indexed to, uint256 amount);
    /// @notice The implementation was replaced.
    /// @param oldImplementation Address until now.
    /// @param newImplementation Address from now on.
    event BrokerContractUpdated(address indexed oldImplementation, address indexed newImplementation);

    // ------------------------------------------------------------------ errors

    /// @notice Nobody is the zero address.
    /// @param field What was zero: `pat`, `phaseGate`, `account`, `brokerWallet`, `payer`, `provider`, `recipient` or `to`.
    error DataMarketplace_ZeroAddress(string field);
    /// @notice Ownership can't be renounced: nobody could upgrade or unpause again.
    error DataMarketplace_OwnerRequired();
    /// @notice Only who has the role may.
    /// @param caller Who called.
    /// @param role The role it lacks.
    error DataMarketplace_NotRole(address caller, Role role);
    /// @notice Listing and buying are stopped.
    /// @param byOwner True: by the owner here; false: by the phase gate.
    /// @param until Unix second at which the gate's pause ends, as it stands now; 0 for the owner's, which has no end.
    error DataMarketplace_Paused(bool byOwner, uint256 until);
    /// @notice Above half of the ask.
    /// @param marginBps Broker's part of the ask, basis points.
    /// @param maxBps Most that is allowed, basis points.
    error DataMarketplace_MarginTooHigh(uint256 marginBps, uint256 maxBps);
    /// @notice Below the least margin with which a purchase enters the index.
    /// @param marginBps Broker's part of the ask, basis points.
    /// @param minBps Least that is allowed, basis points.
    error DataMarketplace_MarginTooLow(uint256 marginBps, uint256 minBps);
    /// @notice Too far from the broker's margin of now.
    /// @param marginBps Broker's part of the ask, basis points.
    /// @param lowest Least that is allowed.
    /// @param highest Most that is allowed.
    error DataMarketplace_MarginOutsideBand(uint256 marginBps, uint256 lowest, uint256 highest);
    /// @notice The margin band is wider than margins go.
    /// @param bandBps Half-width of the band, basis points.
    /// @param maxBps Most that is allowed, basis points.
    error DataMarketplace_MarginBandTooWide(uint256 bandBps, uint256 maxBps);
    /// @notice The spread would pile up in the marketplace as surplus.
    error DataMarketplace_WalletIsMarketplace();
    /// @notice The marketplace could earn and never withdraw.
    error DataMarketplace_ProviderIsMarketplace();
    /// @notice More PAT than 88 bits of liabilities count.
    /// @param supply PAT's total supply, wei.
    /// @param max Most that is allowed.
    error DataMarketplace_SupplyTooLarge(uint256 supply, uint256 max);
    /// @notice A segment names its curve in eight bits.
    /// @param max Most that is allowed.
    error DataMarketplace_TooManyCurves(uint256 max);
    /// @notice No curve has that number.
    /// @param curve The number.
    error DataMarketplace_CurveUnknown(uint256 curve);
    /// @notice Curve 0 as an implementation's code has it is not the stored one.
    /// @param inCode Curve in the code.
    /// @param stored Curve in storage, or the one to be added.
    error DataMarketplace_FirstCurveMismatch(uint256 inCode, uint256 stored);
    /// @notice No market has that number.
    /// @param market The number.
    error DataMarketplace_MarketUnknown(uint256 market);
    /// @notice There is one for that type, window and confidence band.
    /// @param market Its number.
    error DataMarketplace_MarketExists(uint256 market);
    /// @notice A segment names its market in sixteen bits.
    /// @param max Most that is allowed.
    error DataMarketplace_TooManyMarkets(uint256 max);
    /// @notice Terms without a name, window or reference, with bands out of range or settlements that don't fit.
    /// @param terms What was asked for.
    error DataMarketplace_InvalidMarketTerms(MarketTerms terms);
    /// @notice A settlement window of the market runs: neither its reference nor its segments can be repriced.
    /// @param market Market.
    /// @param until Unix second when it ends.
    error DataMarketplace_PricesFrozen(uint256 market, uint256 until);
    /// @notice Further than the market's daily move from where the reference had rested.
    /// @param market Market.
    /// @param referenceAsk The market's reference, wei.
    /// @param lowest Least that is allowed.
    /// @param highest Most that is allowed.
    error DataMarketplace_ReferenceMoveTooLarge(uint256 market, uint256 referenceAsk, uint256 lowest, uint256 highest);
    /// @notice Further than the market's daily move from where the segment's ask had rested.
    /// @param id Segment.
    /// @param freshAsk Ask of a fresh unit, wei.
    /// @param lowest Least that is allowed.
    /// @param highest Most that is allowed.
    error DataMarketplace_AskMoveTooLarge(uint256 id, uint256 freshAsk, uint256 lowest, uint256 highest);
    /// @notice A new price stands for at least an hour.
    /// @param id Segment.
    /// @param possibleAt Unix second from which it can.
    /// @param timestamp Now.
    error DataMarketplace_RepricedTooSoon(uint256 id, uint256 possibleAt, uint256 timestamp);
    /// @notice Outside of the market's band around its reference of now.
    /// @param market Market.
    /// @param freshAsk Ask of a fresh unit, wei.
    /// @param lowest Least that is allowed.
    /// @param highest Most that is allowed.
    error DataMarketplace_AskOutsideBand(uint256 market, uint256 freshAsk, uint256 lowest, uint256 highest);
    /// @notice Outside of the market's confidence band, or 0.
    /// @param market Market.
    /// @param confidenceBps Confidence, basis points.
    /// @param low Lowest of the market, inclusive.
    /// @param high Highest of the market, exclusive unless 10,000.
    error DataMarketplace_ConfidenceOutsideBand(uint256 market, uint256 confidenceBps, uint256 low, uint256 high);
    /// @notice Issued in the future, too long ago, or expired already.
    /// @param issuedAt Unix second from which it ages.
    /// @param earliest Oldest that is allowed, Unix second.
    /// @param latest Now.
    error DataMarketplace_IssuedAtOutOfRange(uint256 issuedAt, uint256 earliest, uint256 latest);
    /// @notice A segment sells one access right at least.
    /// @param contentHash Hash of the data behind the one that doesn't.
    error DataMarketplace_ZeroCapacity(bytes32 contentHash);
    /// @notice A segment is of some content.
    error DataMarketplace_ZeroContentHash();
    /// @notice Segments are counted in 64 bits.
    /// @param max Most that is allowed.
    error DataMarketplace_TooManySegments(uint256 max);
    /// @notice A segment names its account in 32 bits.
    /// @param max Most that is allowed.
    error DataMarketplace_TooManyAccounts(uint256 max);
    /// @notice The same content was listed before.
    /// @param contentHash Hash of the data behind the segment.
    /// @param id The segment that has it.
    error DataMarketplace_ContentAlreadySealed(bytes32 contentHash, uint256 id);
    /// @notice Proceeds go to one provider or to a distribution: exactly one is given.
    /// @param provider Provider that was given, or zero.
    /// @param distributionRoot Merkle root that was given, or zero.
    error DataMarketplace_OneOfProviderAndDistribution(address provider, bytes32 distributionRoot);
    /// @notice No segment has that number.
    /// @param id The number.
    error DataMarketplace_SegmentUnknown(uint256 id);
    /// @notice Its window has ended.
    /// @param id Segment.
    /// @param expiry Unix second when its window ended.
    /// @param timestamp Now.
    error DataMarketplace_SegmentExpired(uint256 id, uint256 expiry, uint256 timestamp);
    /// @notice No access right is left.
    /// @param id Segment.
    error DataMarketplace_SegmentSoldOut(uint256 id);
    /// @notice Nobody needs the same right twice.
    /// @param id Segment.
    /// @param recipient Who has it already.
    error DataMarketplace_SegmentAlreadyOwned(uint256 id, address recipient);
    /// @notice The segment's account is not that provider's: another's, or a distribution's, which is nobody's.
    /// @param id Segment.
    /// @param provider Who was named.
    error DataMarketplace_NotProvider(uint256 id, address provider);
    /// @notice The ask of now is more than the buyer would pay.
    /// @param id Segment.
    /// @param ask Ask of now, wei.
    /// @param maxAsk Most that the buyer would pay, wei.
    error DataMarketplace_AskAboveMax(uint256 id, uint256 ask, uint256 maxAsk);
    /// @notice An empty batch or one too large.
    /// @param size How many there were.
    /// @param max Most that is allowed.
    error DataMarketplace_BatchSize(uint256 size, uint256 max);
    /// @notice Nobody is made the holder of a right by somebody else.
    /// @param recipient Who has not consented.
    /// @param payer Who would buy for it.
    error DataMarketplace_NoConsent(address recipient, address payer);
    /// @notice Only its owner withdraws from an account.
    /// @param account Account of a provider or distribution, from 1.
    /// @param caller Who called.
    error DataMarketplace_NotAccountOwner(uint256 account, address caller);
    /// @notice The account has no earnings.
    /// @param account Account of a provider or distribution, from 1.
    error DataMarketplace_NothingToWithdraw(uint256 account);
    /// @notice The content's proceeds go to one provider, or nobody listed it.
    /// @param contentHash Hash of the data behind the segment.
    error DataMarketplace_NotDistribution(bytes32 contentHash);
    /// @notice Not an interval within [0, 1e18].
    /// @param leaf Number of the share.
    /// @param from Its start, WAD.
    /// @param to Its end, WAD.
    error DataMarketplace_InvalidShare(uint256 leaf, uint256 from, uint256 to);
    /// @notice The share is no leaf of the distribution's tree.
    /// @param contentHash Hash of the data behind the segment.
    /// @param leaf Number of the share.
    error DataMarketplace_InvalidProof(bytes32 contentHash, uint256 leaf);
    /// @notice The share has nothing coming at present.
    /// @param contentHash Hash of the data behind the segment.
    /// @param leaf Number of the share.
    error DataMarketplace_NothingToClaim(bytes32 contentHash, uint256 leaf);
    /// @notice All of it is owed to somebody.
    /// @param token Token.
    error DataMarketplace_NoSurplus(address token);
    /// @notice The index keeps 1,024 hours.
    /// @param from First hour.
    /// @param to Hour after the last.
    error DataMarketplace_IndexRangeTooLong(uint256 from, uint256 to);
    /// @notice Nothing could run there.
    /// @param implementation What was offered.
    error DataMarketplace_NotAContract(address implementation);
    /// @notice An implementation for another token.
    /// @param implementation What was offered.
    /// @param pat PAT of that contract; zero: it names none.
    error DataMarketplace_PatMismatch(address implementation, address pat);
    /// @notice An implementation that would read this one's storage wrongly.
    /// @param implementation What was offered.
    /// @param expected Layout of the present implementation.
    /// @param follows Layout that the offered one follows.
    error DataMarketplace_LayoutMismatch(address implementation, bytes32 expected, bytes32 follows);

    // ------------------------------------------------------------------ listing

    /// @notice Adds a freshness curve for ever; segments refer to it by number. Only the pricer. Where the implementation's
    /// code has a curve 0, the first one added must be that.
    /// @param table Its sixteen knots as one word.
    /// @return curve Its number, from 0.
    function addCurve(uint256 table) external returns (uint256 curve);

    /// @notice Opens a market. Only the owner. One market for each (type, window, confidence band).
    /// @param terms See `Market` for units.
    /// @return market Its number, from 1.
    function addMarket(MarketTerms calldata terms) external returns (uint256 market);

    /// @notice Moves a market's reference ask: at most `dailyMoveBps` away from where it stood when it had last rested
    /// for a day, not at all while a settlement window runs. Only the pricer.
    /// @param market Market.
    /// @param referenceAsk From now on, wei.
    function setReferenceAsk(uint256 market, uint88 referenceAsk) external;

    /// @notice Lists a segment with the margin of this moment. Only the lister. Ids are sequential from 1.
    /// @param listing What is listed.
    /// @return id Its number.
    function registerSegment(Listing calldata listing) external returns (uint256 id);

    /// @notice Lists up to 100 segments, all or nothing; their ids are `firstId`, `firstId + 1`, ...
    /// @param listings What is listed, at most 100.
    /// @return firstId Number of the first.
    function registerSegments(Listing[] calldata listings) external returns (uint256 firstId);

    /// @notice Gives a listed segment a new fresh ask and margin: how a widened spread reaches the chain. Only the
    /// pricer, until the segment expires, not in a settlement window and not within an hour of the last time. The ask lies
    /// within the market's band, and within its `dailyMoveBps` of where it stood when it had last rested for a day; the
    /// margin within the margin band around the broker's, from `minIndexMarginBps` to 5000.
    /// @param id Segment.
    /// @param freshAsk Ask of a fresh unit, wei.
    /// @param marginBps Broker's part of the ask, basis points.
    function repriceSegment(uint256 id, uint88 freshAsk, uint16 marginBps) external;

    // ------------------------------------------------------------------ buying

    /// @notice Buys one access right at whatever the ask is now. Prefer the form with `maxAsk`.
    /// @param id Segment.
    /// @return ask What was paid, in wei.
    function buySegment(uint256 id) external returns (uint256 ask);

    /// @notice Buys one access right at the ask of now, at most `maxAsk` wei.
    /// @param id Segment.
    /// @param maxAsk Most to be paid, wei.
    /// @return ask What was paid, in wei.
    function buySegment(uint256 id, uint256 maxAsk) external returns (uint256 ask);

    /// @notice Buys for `recipient`, who must have consented to purchases by the caller.
    /// @param id Segment.
    /// @param maxAsk Most to be paid, wei.
    /// @param recipient Who gets the access right.
    /// @return ask What was paid, in wei.
    function buySegmentFor(uint256 id, uint256 maxAsk, address recipient) external returns (uint256 ask);

    /// @notice Buys with a permit for the payment. The payer is the caller, whoever submits the permit first: a permit
    /// that was front-run or replayed is passed over, and the allowance that stands decides.
    /// @param id Segment.
    /// @param maxAsk Most to be paid, wei.
    /// @param permit The payer's signature.
    /// @return ask What was paid, in wei.
    function buySegmentWithPermit(uint256 id, uint256 maxAsk, Permit calldata permit) external returns (uint256 ask);

    /// @notice Buys up to 100 segments for `recipient` in two token transfers.
    /// @param strict True: the first unavailable item reverts everything. False: unavailable items are skipped, each
    /// with an `OrderSkipped` event, and only what was filled is charged.
    /// @param orders What is bought, at most 100.
    /// @param recipient Who gets the access rights.
    /// @return totalAsk What was paid for all, in wei.
    /// @return filled How many were bought.
    function buySegments(Order[] calldata orders, bool strict, address recipient)
        external
        returns (uint256 totalAsk, uint256 filled);

    /// @notice Lets `payer` buy on the caller's behalf, or no longer.
    /// @param payer Who may buy for the caller.
    /// @param consented True: it may.
    function setPurchaseConsent(address payer, bool consented) external;

    /// @notice Copies from the phase gate whether `account` is the broker's or an affiliate, whose purchases stay out
    /// of the index, as those of listers, pricers and deliverers do. Anyone may call it; to be called after every change of those marks.
    /// @dev Kept here because asking the gate in every purchase would load its code and a slot of it, where this loads one slot.
    /// @param account Whose mark.
    function refreshIndexStanding(address account) external;

    // ------------------------------------------------------------------ delivery

    /// @notice Hands over one access right that a deal of the caller has paid for: capacity falls and `recipient` gets
    /// access until the window ends. Nothing is paid here and the index doesn't move. Deliverers only; never paused.
    /// @dev The caller answers for the provider's and the recipient's consent to its deal.
    /// @param id A segment that has not expired and has capacity left.
    /// @param provider The owner of the segment's account.
    /// @param recipient Who gets the access right; has none to this segment yet.
    function deliverAccess(uint256 id, address provider, address recipient) external;

    // ------------------------------------------------------------------ earnings, always open

    /// @notice Pays the caller's earnings to the caller. Open while paused, in every phase and during upgrades.
    /// @return amount Wei paid.
    function withdrawEarnings() external returns (uint256 amount);

    /// @notice Pays the earnings of the caller's account `accountId` to `to`. Cheaper: nothing is looked up.
    /// @param accountId Account, from 1.
    /// @param to Who receives it.
    /// @return amount Wei paid.
    function withdrawEarnings(uint256 accountId, address to) external returns (uint256 amount);

    /// @notice Pays a provider's share of a segment's proceeds so far. Anyone may call; the share's provider is paid.
    /// A leaf is `keccak256(keccak256(abi.encode(chainid, marketplace, contentHash, leaf, provider, from, to)))`.
    /// Never pays more than that distribution holds.
    /// @param contentHash Hash of the data behind the segment.
    /// @param share The provider's interval of the proceeds.
    /// @param proof Merkle path of its leaf.
    /// @return amount Wei paid.
    function claimDistribution(bytes32 contentHash, Share calldata share, bytes32[] calldata proof)
        external
        returns (uint256 amount);

    // ------------------------------------------------------------------ owner

    /// @notice Sets the margin stamped on segments listed from now on; from `minIndexMarginBps` to 5000.
    /// @param marginBps Basis points.
    function setBrokerMargin(uint256 marginBps) external;
    /// @notice Sets how far a repriced segment's margin may lie from the broker's; at most 5000.
    /// @param bandBps Basis points.
    function setMarginBand(uint16 bandBps) external;
    /// @notice Sends the spread to another wallet; not to the marketplace.
    /// @param wallet Where the spread goes from now on.
    function setBrokerWallet(address wallet) external;
    /// @notice Stops or resumes listing and buying. Exits stay open.
    /// @param paused True: stopped.
    function setPaused(bool paused) external;

    /// @notice Copies from the phase gate whether spot is paused there. Anyone may call it, and the gate does when its
    /// pause of spot is changed. A pause that ends by itself needs no call: the next purchase or listing sees to it.
    /// @dev Kept in the till because asking the gate in every purchase would cost each buyer 5,000 gas more.
    function refreshPause() external;
    /// @notice Gives or takes a role. Only the owner.
    /// @param role Lister, pricer or deliverer.
    /// @param account Whose.
    /// @param granted True: given; false: taken.
    function setRole(Role role, address account, bool granted) external;

    /// @notice Sends tokens that nobody is owed: of PAT only what exceeds the liabilities.
    /// @param token Token.
    /// @param to Who receives them.
    /// @return amount How much was sent.
    function recoverSurplus(IERC20 token, address to) external returns (uint256 amount);

    /// @notice Replaces the implementation. The new one must be a contract, a UUPS implementation, settle in the same
    /// PAT and declare this one's storage layout as the one it follows.
    /// @param newImplementation Its address.
    function updateBrokerContract(address newImplementation) external;

    // ------------------------------------------------------------------ views

    /// @notice The token in which everything is paid.
    /// @return PAT.
    function pat() external view returns (IERC20);
    /// @notice Where marks, phases and pauses of products are.
    /// @return The gate.
    function phaseGate() external view returns (IPhaseGate);
    /// @notice Purchases of a smaller ask do not enter the index.
    /// @return Wei.
    function minIndexAsk() external view returns (uint256);
    /// @notice Purchases of a smaller margin do not enter the index: washing must cost something.
    /// @return Basis points.
    function minIndexMarginBps() external view returns (uint256);
    /// @notice Curve 0 as the implementation's code has it, which makes purchases cheaper; 0: it is read from storage.
    /// @return Its table.
    function firstCurve() external view returns (uint256);

    /// @notice Whether `account` may read segment `id` now: what a data gateway asks. True until the window ends.
    /// @param account Who would read.
    /// @param id Segment.
    /// @return True: it may.
    function hasAccess(address account, uint256 id) external view returns (bool);

    /// @notice The ask of now and its split. Reverts as a purchase would for unknown, expired and sold-out segments.
    /// @param id Segment.
    /// @return ask Wei.
    /// @return payout The provider's part, wei.
    /// @return brokerSpread The broker's part, wei.
    function askOf(uint256 id) external view returns (uint256 ask, uint256 payout, uint256 brokerSpread);
    /// @notice A segment's fields.
    /// @param id Segment.
    /// @return All zero where there is none.
    function segment(uint256 id) external view returns (Segment memory);
    /// @notice A market's terms, reference and anchor.
    /// @param marketId Market, from 1.
    /// @return All zero where there is none.
    function market(uint256 marketId) external view returns (Market memory);
    /// @notice Whose an account is and what it has earned.
    /// @param accountId Account, from 1.
    /// @return All zero where there is none.
    function account(uint256 accountId) external view returns (Account memory);
    /// @notice Whether an account has a role.
    /// @param role Lister, pricer or deliverer.
    /// @param account_ Whose.
    /// @return True: it has.
    function hasRole(Role role, address account_) external view returns (bool);
    /// @notice The index bucket of an hour, counted since 1970.
    /// @param marketId Market, from 1.
    /// @param hour Hours since 1970.
    /// @return Sums of that hour.
    function indexBucket(uint256 marketId, uint256 hour) external view returns (MarketIndex.Bucket memory);
    /// @notice Index price over hours `[from, to)`, at most 1,024 of them; 0 when nothing was traded.
    /// @param marketId Market, from 1.
    /// @param from First hour since 1970.
    /// @param to Hour after the last.
    /// @return Wei for a fresh unit at confidence 1.0.
    function indexPrice(uint256 marketId, uint256 from, uint256 to) external view returns (uint256);

    /// @notice The words of any storage slots, for views that no contract needs: `MarketplaceLens` finds and reads them.
    /// @param slots Slots.
    /// @return words Their words, in that order.
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory words);

    /// @notice Identifies this implementation's storage layout.
    /// @return keccak256 of the layout as the compiler prints it.
    function layoutHash() external view returns (bytes32);
    /// @notice The layout of the implementation this one may replace.
    /// @return The same hash of that one.
    function predecessorLayoutHash() external view returns (bytes32);
}
