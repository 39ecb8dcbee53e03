// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IClearingHouse} from "../clearing/IClearingHouse.sol";
import {VaultTerms} from "./VaultPricing.sol";

/// @title UnderwritingVault: who writes options when nobody else does
/// @notice An account of the clearing house and a matcher of its own trades. It asks and bids Black-76 at a volatility that rises with
/// what it has sold already, along each trade's own path; it buys back only what it has sold; and it can't owe more than it
/// holds, because the clearing house locks the worst case of every position.
///
/// Shares come and go by request (ERC-7540 over ERC-4626): an epoch's requests are answered together when it is closed, which
/// anyone may do. Who comes pays for the vault as if nothing will be owed, who goes receives as if all will be. What is sent
/// to the vault without a request changes nothing: it counts its balance in the clearing house alone, which only it can raise.
interface IUnderwritingVault {
    // ------------------------------------------------------------------ events

    /// @notice The vault has traded.
    /// @param seriesId Series.
    /// @param taker With whom.
    /// @param takerBuys The vault sold; or took back what it had sold.
    /// @param lots How many.
    /// @param premium What the taker pays, wei; below zero the vault pays. Of a sale back: what the vault pays.
    /// @param obligations The most that the vault may owe on all it has sold, each series apart, wei.
    event Traded(
        uint256 indexed seriesId,
        address indexed taker,
        bool takerBuys,
        uint256 lots,
        int256 premium,
        uint256 obligations
    );

    /// @notice A book has settled and the vault owes nothing on it any more.
    /// @param bookId Book.
    /// @param obligations What it may owe on all others.
    event BookReleased(uint256 indexed bookId, uint256 obligations);

    /// @notice An epoch has ended.
    /// @param epoch Its number, from 1.
    /// @param balance Wei in the clearing house before the requests were answered.
    /// @param locked Of them, held against positions.
    /// @param minted Shares for the deposits; 0: there were none, or they wait.
    /// @param paid Wei for the redemptions; 0: there were none, or they wait.
    event EpochClosed(uint256 indexed epoch, uint256 balance, uint256 locked, uint256 minted, uint256 paid);

    /// @notice What a market is priced with has changed.
    /// @param market Which.
    /// @param baseVolatility Annualised, of an empty vault, scale 1e18.
    /// @param fullVolatility Of a full one.
    /// @param halfSpread Around the model, scale 1e18.
    event TermsSet(uint256 indexed market, uint256 baseVolatility, uint256 fullVolatility, uint256 halfSpread);

    /// @notice Somebody else sets terms.
    /// @param riskManager Who, from now on.
    event RiskManagerSet(address indexed riskManager);

    /// @notice A request was taken back before its epoch ended.
    /// @param controller Whose.
    /// @param amount Wei of a deposit, shares of a redemption.
    /// @param isDeposit Which of the two.
    event RequestCancelled(address indexed controller, uint256 amount, bool isDeposit);

    // ------------------------------------------------------------------ errors

    /// @notice The vault has sold less of the series.
    /// @param lots Offered back.
    /// @param sold The most that it takes back.
    error UnderwritingVault_NotSold(uint256 lots, uint256 sold);

    /// @notice The vault would owe more than its cap.
    /// @param obligations What it would owe.
    /// @param limit Of the least of its capital and balance.
    /// @param largestLots How many lots would pass.
    error UnderwritingVault_UtilisationCap(uint256 obligations, uint256 limit, uint256 largestLots);

    /// @notice The premium lies past what the taker allows.
    /// @param premium What it is.
    /// @param limit The taker's.
    error UnderwritingVault_PremiumLimit(int256 premium, int256 limit);

    /// @notice The risk role has set no terms for the market.
    /// @param market Which.
    error UnderwritingVault_NoTerms(uint256 market);

    /// @notice No trade has entered the index in this hour or the last.
    /// @param market Whose index.
    /// @param hour The hour it is.
    error UnderwritingVault_IndexTooOld(uint256 market, uint256 hour);

    /// @notice The vault prices calls, puts and collars, no swaps of two indices.
    /// @param seriesId What was asked for.
    error UnderwritingVault_UnpricedSeries(uint256 seriesId);

    /// @notice All shares are on their way out: until a deposit comes the vault only takes back.
    /// @param shares How many there are.
    error UnderwritingVault_VaultLeaving(uint256 shares);

    /// @notice The epoch has not lasted its time.
    /// @param endsAt Unix second from which anyone may close it.
    /// @param timestamp Now.
    error UnderwritingVault_EpochRunning(uint256 endsAt, uint256 timestamp);

    /// @notice The book has no settlement figure: it has not expired, or nobody has settled it.
    /// @param bookId Book.
    error UnderwritingVault_NotSettled(uint256 bookId);

    /// @notice Terms outside their bounds: volatilities 0.05 to 5 and 10, the full not below the base, half-spread at most 0.3333.
    /// @param baseVolatility Given.
    /// @param fullVolatility Given.
    /// @param halfSpread Given.
    error UnderwritingVault_TermsOutOfBounds(uint256 baseVolatility, uint256 fullVolatility, uint256 halfSpread);

    /// @notice Terms are set once a day at most.
    /// @param earliest From when they can be.
    /// @param timestamp Now.
    error UnderwritingVault_TermsTooSoon(uint256 earliest, uint256 timestamp);

    /// @notice A volatility moves by a quarter of itself at most.
    /// @param from What it is.
    /// @param to What was asked for.
    error UnderwritingVault_TermsMove(uint256 from, uint256 to);

    /// @notice Only the risk role sets terms.
    /// @param caller Who tried.
    error UnderwritingVault_NotRiskManager(address caller);

    /// @notice The caller is neither the account nor its operator.
    /// @param account Whose request or shares.
    /// @param caller Who tried.
    error UnderwritingVault_NotOperator(address account, address caller);

    /// @notice What a request brings is known when its epoch ends: ERC-7540 asks that nothing is previewed.
    error UnderwritingVault_NoPreview();

    /// @notice The vault as holder, controller or receiver: what it got would be nobody's. Shares leave by `requestRedeem`.
    error UnderwritingVault_NotRequested();

    /// @notice An epoch lasts 1 to 31 days, and utilisation is capped at 8,000 basis points at most.
    /// @param epochLength Seconds.
    /// @param maxUtilisationBps Basis points.
    error UnderwritingVault_RulesOutOfBounds(uint256 epochLength, uint256 maxUtilisationBps);

    /// @notice An address that must be one is zero.
    /// @param field Which.
    error UnderwritingVault_ZeroAddress(string field);

    // ------------------------------------------------------------------ trades

    /// @notice Buys lots of a series from the vault. The caller has a balance in the clearing house and lets the vault match there.
    /// @param seriesId A call, put or collar.
    /// @param lots How many.
    /// @param maxPremium The most that the caller pays, wei in all, fees apart; a collar's premium may be below zero.
    /// @return premium What it pays.
    function buy(uint256 seriesId, uint256 lots, int256 maxPremium) external returns (int256 premium);

    /// @notice Sells lots back that the vault has sold.
    /// @param seriesId Series.
    /// @param lots How many.
    /// @param minPremium The least that the caller receives, wei in all, fees apart.
    /// @return premium What it receives.
    function sellBack(uint256 seriesId, uint256 lots, int256 minPremium) external returns (int256 premium);

    /// @notice What a trade would cost or bring now.
    /// @param seriesId A call, put or collar.
    /// @param lots How many.
    /// @param takerBuys Or sells back.
    /// @return premium Wei in all, fees apart.
    /// @return obligations What the vault might owe afterwards.
    function quote(uint256 seriesId, uint256 lots, bool takerBuys)
        external
        view
        returns (int256 premium, uint256 obligations);

    // ------------------------------------------------------------------ time

    /// @notice Answers the requests of an epoch that has lasted its time, all at one price. Anyone may call it.
    /// @return minted Shares for the deposits.
    /// @return paid Wei for the redemptions.
    function closeEpoch() external returns (uint256 minted, uint256 paid);

    /// @notice Settles the vault's positions of a settled book and forgets what it might have owed. Anyone may call it.
    /// @param bookId Book.
    function releaseBook(uint256 bookId) external;

    // ------------------------------------------------------------------ shares, beyond ERC-7540

    /// @notice Takes back a deposit request that no epoch has answered.
    /// @param assets Wei.
    /// @param controller Whose request: the caller's, or who made the caller its operator; it is paid.
    function cancelDepositRequest(uint256 assets, address controller) external;

    /// @notice Takes back a redemption request that no epoch has answered. Holding shares again is opening: phase, class and
    /// pause are asked.
    /// @param shares How many.
    /// @param controller Whose request: the caller's, or who made the caller its operator; it gets the shares.
    function cancelRedeemRequest(uint256 shares, address controller) external;

    // ------------------------------------------------------------------ roles

    /// @notice Sets what a market is priced with, once a day at most and by a quarter at most. Only the risk role.
    /// @param market Which.
    /// @param baseVolatility Annualised, of an empty vault, scale 1e18.
    /// @param fullVolatility Of a full one.
    /// @param halfSpread Around the model, scale 1e18.
    function setTerms(uint256 market, uint64 baseVolatility, uint64 fullVolatility, uint64 halfSpread) external;

    /// @notice Gives the risk role. Only the owner.
    /// @param riskManager Who sets terms from now on.
    function setRiskManager(address riskManager) external;

    // ------------------------------------------------------------------ views

    /// @notice Where its money and positions are.
    /// @return The clearing house.
    function clearing() external view returns (IClearingHouse);

    /// @notice Who sets terms.
    /// @return Address.
    function riskManager() external view returns (address);

    /// @notice What a market is priced with.
    /// @param market Which.
    /// @return Terms; `setAt` 0: none.
    function termsOf(uint256 market) external view returns (VaultTerms memory);

    /// @notice The epoch that runs.
    /// @return epoch Its number, from 1.
    /// @return endsAt Unix second from which anyone may close it.
    function epochNow() external view returns (uint256 epoch, uint256 endsAt);

    /// @notice What utilisation is measured by and against.
    /// @return capital Balance in the clearing house when the epoch began.
    /// @return obligations The most that it may owe on all it has sold, each series apart.
    function utilisation() external view returns (uint256 capital, uint256 obligations);

    /// @notice Seconds of an epoch.
    /// @return Seconds.
    function epochLength() external view returns (uint256);

    /// @notice How much of the least of capital and balance may be owed.
    /// @return Basis points.
    function maxUtilisationBps() external view returns (uint256);
}
