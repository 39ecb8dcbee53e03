// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {IPhaseGate} from "../gate/IPhaseGate.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {SeriesKind} from "./SeriesWord.sol";

/// @title ClearingHouse: fully collateralised cash-settled series, from the first deposit to the last withdrawal
/// @notice An account has one balance, a part of it locked for what it could lose at most; what is free leaves at any time. Series
/// of one book, a market and expiry, net inside it and nowhere else; a swap of two markets' indices has a book of the pair. Trades
/// come from matchers, and reach only accounts that let a matcher in. Amounts are wei of PAT, prices wei per lot, lots whole.
/// A book is `expiry << 32 | against << 16 | market`, with `against == market` but for swaps; a series is `book << 16 | index`.
interface IClearingHouse {
    /// @notice A trade between two accounts.
    /// @param seriesId What is traded.
    /// @param maker Who offered.
    /// @param taker Who accepted; pays the fee when it opens.
    /// @param takerBuys Whether the taker's lots rise and the maker's fall.
    /// @param lots 1 to 2**47 - 1.
    /// @param premium Wei in all that the buyer pays the seller; below zero, for collars and swaps, the other way.
    struct Fill {
        uint256 seriesId;
        address maker;
        address taker;
        bool takerBuys;
        uint256 lots;
        int256 premium;
    }

    /// @notice What a market and expiry, or a pair of markets and an expiry, share.
    /// @param marginMultiplierBps On the worst case, fixed by the first series; 0 when there is none.
    /// @param seriesCount How many series.
    /// @param openingEnds Unix second from which nothing opens: the first of the settlement window.
    /// @param isSettled Whether the figure is there.
    /// @param openInterest Lots held long, those of swaps that touch the market included; 0 in the book of a pair.
    /// @param houseLots Sum over the series of what the house holds net.
    /// @param figure What series settle at, once settled: the price, for a pair the first price less the second.
    struct Book {
        uint16 marginMultiplierBps;
        uint16 seriesCount;
        uint40 openingEnds;
        bool isSettled;
        uint64 openInterest;
        uint64 houseLots;
        int256 figure;
    }

    // ------------------------------------------------------------------ events: accounts and matchers

    /// @notice PAT came in.
    /// @param account Whose balance rose.
    /// @param amount Wei.
    event Deposited(address indexed account, uint256 amount);

    /// @notice PAT went out.
    /// @param account Whose balance fell, and who received it.
    /// @param amount Wei.
    event Withdrawn(address indexed account, uint256 amount);

    /// @notice The owner has announced a matcher.
    /// @param matcher Which contract.
    /// @param applicableFrom Unix second from which anyone may register it.
    event MatcherAnnounced(address indexed matcher, uint256 applicableFrom);

    /// @notice A matcher is registered; it reaches nobody yet.
    /// @param matcher Which contract.
    /// @param number Its own for ever, 0 to 31.
    event MatcherApplied(address indexed matcher, uint256 number);

    /// @notice A matcher, or the announcement of one, is gone.
    /// @param matcher Which contract.
    event MatcherRemoved(address indexed matcher);

    /// @notice An account lets a matcher in, or no longer.
    /// @param account Whose positions.
    /// @param matcher Who may trade them.
    /// @param allowed Whether it may.
    event MatcherSet(address indexed account, address indexed matcher, bool allowed);

    // ------------------------------------------------------------------ events: series and trades

    /// @notice A book has its first series.
    /// @param bookId Which.
    /// @param openingEnds Unix second from which nothing opens.
    /// @param marginMultiplierBps On every worst case of the book, for ever.
    event BookOpened(uint256 indexed bookId, uint256 openingEnds, uint256 marginMultiplierBps);

    /// @notice A series can be traded.
    /// @param seriesId Which.
    /// @param kind What it is.
    /// @param a Strike, floor, or the bound of a swap.
    /// @param b Cap, or the spread of a swap as int80.
    /// @param c Price of a collar.
    event SeriesCreated(uint256 indexed seriesId, SeriesKind kind, uint256 a, uint256 b, uint256 c);

    /// @notice A trade.
    /// @param seriesId What was traded.
    /// @param maker Who offered.
    /// @param taker Who accepted.
    /// @param matcher Who brought it.
    /// @param takerBuys Whether the taker's lots rose.
    /// @param lots How many.
    /// @param premium Wei from the buyer to the seller.
    /// @param fee Wei from the taker to the broker's wallet.
    event Filled(
        uint256 indexed seriesId,
        address indexed maker,
        address indexed taker,
        address matcher,
        bool takerBuys,
        uint256 lots,
        int256 premium,
        uint256 fee
    );

    /// @notice What the series of a book settle at, for ever.
    /// @param bookId Which.
    /// @param figure Wei per lot.
    event BookSettled(uint256 indexed bookId, int256 figure);

    /// @notice An account's position in a book is over.
    /// @param bookId Which.
    /// @param account Whose.
    /// @param payoff Wei that its balance rose by, or fell when below zero.
    /// @param released Wei that are no longer locked.
    event AccountSettled(uint256 indexed bookId, address indexed account, int256 payoff, uint256 released);

    // ------------------------------------------------------------------ events: owner

    /// @notice Trades cost this from now on.
    /// @param brokerWallet Whose balance fees go to.
    /// @param feeBps Of the premium.
    /// @param timePremium Wei per lot and day, begun ones whole.
    event FeesSet(address indexed brokerWallet, uint256 feeBps, uint256 timePremium);

    /// @notice Who opens must have this much free.
    /// @param phase From 2.
    /// @param class Whom it concerns.
    /// @param product What they open.
    /// @param amount Wei.
    event RequirementSet(uint8 indexed phase, ParticipantClass indexed class, Product indexed product, uint256 amount);

    // ------------------------------------------------------------------ errors: accounts and matchers

    /// @notice Nothing is no amount.
    error ClearingHouse_ZeroAmount();
    /// @notice Nobody is the zero address.
    /// @param field What was zero.
    error ClearingHouse_ZeroAddress(string field);
    /// @notice More than what is free.
    /// @param account Whose balance.
    /// @param amount Wei asked for.
    /// @param free Wei that are not locked.
    error ClearingHouse_ExceedsFree(address account, uint256 amount, uint256 free);
    /// @notice No registered matcher.
    /// @param caller Who traded, or was to be let in.
    error ClearingHouse_NotMatcher(address caller);
    /// @notice The account has not let this matcher in.
    /// @param account Whose position it would have traded.
    /// @param matcher Who.
    error ClearingHouse_MatcherNotAllowed(address account, address matcher);
    /// @notice The matcher is registered or announced already.
    /// @param matcher Which.
    error ClearingHouse_MatcherKnown(address matcher);
    /// @notice The matcher is not announced; or, to remove one, neither that nor registered.
    /// @param matcher Which.
    error ClearingHouse_NoMatcherAnnounced(address matcher);
    /// @notice An announced matcher waits.
    /// @param applicableFrom Unix second from which it can be registered.
    /// @param timestamp Now.
    error ClearingHouse_MatcherPending(uint256 applicableFrom, uint256 timestamp);
    /// @notice Every number has been given.
    /// @param max How many there are.
    error ClearingHouse_TooManyMatchers(uint256 max);

    // ------------------------------------------------------------------ errors: series

    /// @notice Terms that no series has.
    /// @param kind What it would be.
    /// @param a Strike, floor, or the bound of a swap.
    /// @param b Cap, or the spread of a swap as int80.
    /// @param c Price of a collar.
    error ClearingHouse_MalformedSeries(SeriesKind kind, uint256 a, uint256 b, uint256 c);
    /// @notice The book has no such series; for a book, not even its first.
    /// @param seriesId Which.
    error ClearingHouse_UnknownSeries(uint256 seriesId);
    /// @notice The book is full.
    /// @param max Most series.
    error ClearingHouse_TooManySeries(uint256 max);
    /// @notice From the settlement window on nothing opens.
    /// @param openingEnds Unix second in which it begins.
    /// @param timestamp Now.
    error ClearingHouse_OpeningEnded(uint256 openingEnds, uint256 timestamp);
    /// @notice From its expiry on a series is not traded.
    /// @param expiry Unix second.
    /// @param timestamp Now.
    error ClearingHouse_BookExpired(uint256 expiry, uint256 timestamp);

    // ------------------------------------------------------------------ errors: trades

    /// @notice An account does not trade with itself.
    /// @param account Which.
    error ClearingHouse_SelfTrade(address account);
    /// @notice No lots, or more than a trade or a position holds.
    /// @param lots Of the trade, or what the position would hold.
    /// @param max Most lots, long or short.
    error ClearingHouse_LotsOutOfBounds(uint256 lots, uint256 max);
    /// @notice Only collars and swaps have a premium below zero.
    /// @param premium Wei.
    error ClearingHouse_NegativePremium(int256 premium);
    /// @notice The account has too little free to open.
    /// @param account Which.
    /// @param required Wei that it must have free before the trade.
    /// @param free Wei that it has.
    error ClearingHouse_RequirementUnmet(address account, uint256 required, uint256 free);
    /// @notice One more series than an account holds in a book.
    /// @param account Which.
    /// @param max Most series.
    error ClearingHouse_TooManyLegs(address account, uint256 max);
    /// @notice More open interest than the market bears.
    /// @param market Which.
    /// @param lots Open interest after the trade.
    /// @param cap Most lots.
    error ClearingHouse_OpenInterestCapped(uint256 market, uint256 lots, uint256 cap);
    /// @notice More than one account's share of a market.
    /// @param account Which.
    /// @param lots What it would hold in the book, long and short together.
    /// @param cap Most lots.
    error ClearingHouse_AccountCapped(address account, uint256 lots, uint256 cap);
    /// @notice More than the house's share of a market.
    /// @param bookId Which.
    /// @param lots What the house would hold, net in each series.
    /// @param cap Most lots.
    error ClearingHouse_HouseCapped(uint256 bookId, uint256 lots, uint256 cap);
    /// @notice The account could lose more than it would have.
    /// @param account Which.
    /// @param locked Wei that its books would lock.
    /// @param balance Wei that it would have; below zero when it can't even pay.
    error ClearingHouse_Uncovered(address account, uint256 locked, int256 balance);

    // ------------------------------------------------------------------ errors: owner

    /// @notice No owner may ask for more.
    /// @param feeBps Asked for.
    /// @param maxFeeBps Most.
    /// @param timePremium Asked for, wei per lot and day.
    /// @param maxTimePremium Most.
    error ClearingHouse_FeesOutOfBounds(uint256 feeBps, uint256 maxFeeBps, uint256 timePremium, uint256 maxTimePremium);
    /// @notice Requirements are whole PAT, and there is none before phase 2.
    /// @param phase Asked for.
    /// @param amount Wei asked for.
    /// @param max Most wei.
    error ClearingHouse_RequirementOutOfBounds(uint8 phase, uint256 amount, uint256 max);
    /// @notice Shares of a cap are 1 to 10,000 basis points.
    /// @param accountShareBps Given at construction.
    /// @param houseShareBps Given at construction.
    error ClearingHouse_SharesOutOfBounds(uint256 accountShareBps, uint256 houseShareBps);

    // ------------------------------------------------------------------ accounts

    /// @notice Moves PAT of the caller into its balance. Nobody pays into another's.
    /// @param amount Wei, within the caller's allowance.
    function deposit(uint256 amount) external;

    /// @notice The same with an EIP-2612 permit, which somebody else may have used already.
    /// @param amount Wei, and the permit's value.
    /// @param deadline Last Unix second of the permit.
    /// @param v Of the signature.
    /// @param r Of the signature.
    /// @param s Of the signature.
    function depositWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) external;

    /// @notice Pays the caller of what is free, at any time and whatever is paused.
    /// @param amount Wei, at most what is free.
    function withdraw(uint256 amount) external;

    /// @notice Lets a matcher trade the caller's positions, or no longer. It can't withdraw.
    /// @param matcher A registered one.
    /// @param allowed Whether it may.
    function setMatcher(address matcher, bool allowed) external;

    // ------------------------------------------------------------------ series and trades

    /// @notice Lists a series, or finds the one with these terms. Anyone, until the settlement window begins. Opens the settlement of
    /// its market, and stores a newer fallback there when that is over 24 hours old.
    /// Terms are refused first; then terms that exist give their series and nothing else happens; then what the oracle refuses, the
    /// market's before the other's; then the end of opening.
    /// @param market Whose index settles it.
    /// @param against The same market; for a swap another one, whose index is taken off.
    /// @param expiry One of the settlement hours of both, at most 92 days ahead.
    /// @param kind What it is.
    /// @param a Strike of a call, of a put above zero, floor of a collar, or the bound of a swap, above zero.
    /// @param b Cap of a call or collar, or the spread of a swap as int80 in 80 bits; of a put 0.
    /// @param c Price of a collar, from its floor to its cap; else 0.
    /// @return seriesId The series.
    function createSeries(
        uint256 market,
        uint256 against,
        uint256 expiry,
        SeriesKind kind,
        uint256 a,
        uint256 b,
        uint256 c
    ) external returns (uint256 seriesId);

    /// @notice A trade between two accounts that both let the calling matcher in, unless it is one of them. A side that comes nearer
    /// to zero lots reduces, and asks nobody; every other one opens, for which it needs time before the settlement window, the gate's
    /// word and the required free balance. Both must be covered after.
    /// Refused in this order: matcher, lots, self-trade, series, expiry, consent (maker's first), sign of the premium, what opens
    /// (maker first: window, gate, requirement), positions (maker first: lots, legs), caps (open interest of the market, of the
    /// other; account, maker first; house), cover (maker first).
    /// @param deal The trade.
    function fill(Fill calldata deal) external;

    // ------------------------------------------------------------------ settlement

    /// @notice Fixes what a book's series settle at, from its expiry on; settles its markets where nobody has. Does nothing a second
    /// time. Anyone.
    /// @param bookId One with a series.
    /// @return figure Wei per lot.
    function settle(uint256 bookId) external returns (int256 figure);

    /// @notice Ends the positions of accounts in a book, in any order and any batches; skips who has none. Settles the book if need
    /// be. Anyone.
    /// @param bookId One with a series.
    /// @param accounts Whose positions.
    function settleAccounts(uint256 bookId, address[] calldata accounts) external;

    /// @notice Ends the caller's positions in books, as `settleAccounts` does, and pays it all that is free.
    /// @param bookIds Each one with a series.
    /// @return amount Wei that were paid; may be 0.
    function settleAndWithdraw(uint256[] calldata bookIds) external returns (uint256 amount);

    // ------------------------------------------------------------------ owner

    /// @notice Announces a matcher that anyone may register after 7 days. Only the owner.
    /// @param matcher Which contract.
    function announceMatcher(address matcher) external;

    /// @notice Registers an announced matcher. Anyone, once its delay is over.
    /// @param matcher Which contract.
    function applyMatcher(address matcher) external;

    /// @notice Removes a matcher, or the announcement of one, at once and with it every account's consent. Only the owner.
    /// @param matcher Which contract.
    function removeMatcher(address matcher) external;

    /// @notice Sets what trades cost from now on. Only the owner.
    /// @param brokerWallet Whose balance fees go to.
    /// @param feeBps Of the premium, at most 500.
    /// @param timePremium Wei per lot and day, at most 1 PAT.
    function setFees(address brokerWallet, uint256 feeBps, uint256 timePremium) external;

    /// @notice Sets what an account must have free before it opens. Only the owner.
    /// @param phase 2 to 4.
    /// @param class Whom it concerns.
    /// @param product What they open.
    /// @param amount Wei, a whole number of PAT, at most 1,000,000.
    function setCollateralRequirement(uint8 phase, ParticipantClass class, Product product, uint256 amount) external;

    // ------------------------------------------------------------------ views

    /// @notice What all of it is counted in.
    /// @return The token.
    function pat() external view returns (IERC20);

    /// @notice Who says who may open what.
    /// @return The marketplace's gate at construction.
    function phaseGate() external view returns (IPhaseGate);

    /// @notice Whose index settles series.
    /// @return The marketplace.
    function marketplace() external view returns (IDataMarketplace);

    /// @notice Who turns its index into prices.
    /// @return The oracle.
    function oracle() external view returns (ISettlementOracle);

    /// @notice An account's share of a market's cap.
    /// @return Basis points.
    function accountShareBps() external view returns (uint256);

    /// @notice The share of the broker, its affiliates and matchers that trade themselves, all together.
    /// @return Basis points.
    function houseShareBps() external view returns (uint256);

    /// @notice What an account has here.
    /// @param account Whose.
    /// @return balance Wei.
    /// @return locked Wei of it that its books could lose at most.
    /// @return matchers A bit for the number of each matcher that it let in.
    function accountOf(address account) external view returns (uint256 balance, uint256 locked, uint256 matchers);

    /// @notice What an account can withdraw now.
    /// @param account Whose.
    /// @return Wei.
    function freeOf(address account) external view returns (uint256);

    /// @notice Whether an account lets a matcher in.
    /// @param account Whose positions.
    /// @param matcher A contract.
    /// @return False also where it is no matcher, or no longer.
    function allowsMatcher(address account, address matcher) external view returns (bool);

    /// @notice A matcher's number.
    /// @param matcher A contract.
    /// @return isRegistered Whether it has one.
    /// @return number 0 to 31.
    function matcherNumber(address matcher) external view returns (bool isRegistered, uint256 number);

    /// @notice When an announced matcher can be registered.
    /// @param matcher A contract.
    /// @return Unix second; 0 when it is not announced.
    function matcherApplicableFrom(address matcher) external view returns (uint256);

    /// @notice Everything about a book.
    /// @param bookId Which.
    /// @return The book; all zero where there is none.
    function book(uint256 bookId) external view returns (Book memory);

    /// @notice The terms of a series.
    /// @param seriesId One that exists.
    /// @return kind What it is.
    /// @return a Strike, floor, or the bound of a swap.
    /// @return b Cap, or the spread of a swap as int80.
    /// @return c Price of a collar.
    function seriesTerms(uint256 seriesId)
        external
        view
        returns (SeriesKind kind, uint256 a, uint256 b, uint256 c);

    /// @notice An account's position in a book.
    /// @param account Whose.
    /// @param bookId Which.
    /// @return locked Wei that it locks.
    /// @return isHouse Whether it counts as the house's, fixed when the first of these series was opened.
    /// @return seriesIds What it holds, at most 16.
    /// @return lots Of each, above zero long, below short.
    function positionOf(address account, uint256 bookId)
        external
        view
        returns (uint256 locked, bool isHouse, uint256[] memory seriesIds, int256[] memory lots);

    /// @notice An account's lots in a series.
    /// @param account Whose.
    /// @param seriesId Which.
    /// @return Above zero long, below short.
    function lotsOf(address account, uint256 seriesId) external view returns (int256);

    /// @notice What the house holds net in a series.
    /// @param seriesId Which.
    /// @return Lots, above zero long, below short.
    function houseLotsOf(uint256 seriesId) external view returns (int256);

    /// @notice What trades cost.
    /// @return brokerWallet Whose balance fees go to.
    /// @return feeBps Of the premium.
    /// @return timePremium Wei per lot and day.
    function fees() external view returns (address brokerWallet, uint256 feeBps, uint256 timePremium);

    /// @notice What an account must have free before it opens.
    /// @param phase From 1.
    /// @param class Its class.
    /// @param product What it opens.
    /// @return Wei; 0 in phase 1.
    function collateralRequirement(uint8 phase, ParticipantClass class, Product product)
        external
        view
        returns (uint256);
}
