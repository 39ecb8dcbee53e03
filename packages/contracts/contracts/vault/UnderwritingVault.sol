// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IClearingHouse} from "../clearing/IClearingHouse.sol";
import {SeriesKind} from "../clearing/SeriesWord.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {BPS, DAY, HOUR} from "../math/Units.sol";
import {EpochAnswer} from "./EpochAnswer.sol";
import {IUnderwritingVault} from "./IUnderwritingVault.sol";
import {Queue, RequestQueue} from "./RequestQueue.sol";
import {OptionPart, PricedTrade, VaultPricing, VaultTerms} from "./VaultPricing.sol";
import {VaultShares} from "./VaultShares.sol";

/// @title UnderwritingVault: see IUnderwritingVault for what every function promises
/// @dev Immutable. The owner names the risk role, which moves volatilities within bounds; nobody moves money.
contract UnderwritingVault is VaultShares, Ownable2Step {
    using RequestQueue for Queue;

    uint256 private constant DAY_HOURS = 24;
    uint256 private constant MAX_UTILISATION_BPS = 8_000;
    uint256 private constant MAX_LOTS = 2 ** 47 - 1;
    uint256 private constant LOWEST_VOLATILITY = 0.05e18;
    uint256 private constant HIGHEST_BASE = 5e18;
    uint256 private constant HIGHEST_FULL = 10e18;
    uint256 private constant HIGHEST_HALF_SPREAD = 0.3333e18;
    uint256 private constant MAX_MOVE_BPS = 2_500;

    IDataMarketplace private immutable _marketplace;
    /// @inheritdoc IUnderwritingVault
    uint256 public immutable epochLength;
    /// @inheritdoc IUnderwritingVault
    uint256 public immutable maxUtilisationBps;

    uint128 private _capital;
    uint128 private _obligations;
    uint40 private _epoch = 1;
    uint40 private _epochEnds;
    /// @inheritdoc IUnderwritingVault
    address public riskManager;
    mapping(uint256 bookId => uint256 obligations) private _ofBook;
    mapping(uint256 market => VaultTerms) private _terms;

    /// @param owner_ Names the risk role: a timelock.
    /// @param clearing_ Where it trades; it must register the vault as a matcher.
    /// @param riskManager_ Sets terms.
    /// @param epochLength_ Seconds, 1 to 31 days.
    /// @param maxUtilisationBps_ At most 8,000, so that the clearing house's multiplier of 1.25 is covered.
    constructor(
        address owner_,
        IClearingHouse clearing_,
        address riskManager_,
        uint256 epochLength_,
        uint256 maxUtilisationBps_
    ) VaultShares(clearing_) Ownable(owner_) {
        if (
            epochLength_ < DAY || epochLength_ > 31 * DAY || maxUtilisationBps_ == 0
                || maxUtilisationBps_ > MAX_UTILISATION_BPS
        ) {
            revert UnderwritingVault_RulesOutOfBounds(epochLength_, maxUtilisationBps_);
        }
        _marketplace = clearing_.marketplace();
        (epochLength, maxUtilisationBps) = (epochLength_, maxUtilisationBps_);
        _epochEnds = uint40(block.timestamp + epochLength_);
        _setRiskManager(riskManager_);
        _pat.approve(address(clearing_), type(uint256).max);
    }

    // ------------------------------------------------------------------ trades

    /// @inheritdoc IUnderwritingVault
    function buy(uint256 seriesId, uint256 lots, int256 maxPremium) external returns (int256 premium) {
        uint256 obligations;
        (premium, obligations) = quote(seriesId, lots, true);
        if (premium > maxPremium) revert UnderwritingVault_PremiumLimit(premium, maxPremium);
        _ofBook[seriesId >> 16] += obligations - _obligations;
        _trade(seriesId, lots, true, premium, obligations);
    }

    /// @inheritdoc IUnderwritingVault
    function sellBack(uint256 seriesId, uint256 lots, int256 minPremium) external returns (int256 premium) {
        uint256 obligations;
        (premium, obligations) = quote(seriesId, lots, false);
        if (premium < minPremium) revert UnderwritingVault_PremiumLimit(premium, minPremium);
        _ofBook[seriesId >> 16] -= _obligations - obligations;
        _trade(seriesId, lots, false, premium, obligations);
    }

    /// @inheritdoc IUnderwritingVault
    function quote(uint256 seriesId, uint256 lots, bool takerBuys)
        public
        view
        returns (int256 premium, uint256 obligations)
    {
        if (lots == 0 || lots > MAX_LOTS) revert IClearingHouse.ClearingHouse_LotsOutOfBounds(lots, MAX_LOTS);
        (SeriesKind kind, uint256 a, uint256 b, uint256 c) = clearing.seriesTerms(seriesId);
        if (kind == SeriesKind.IndexSwap) revert UnderwritingVault_UnpricedSeries(seriesId);
        uint256 market = uint16(seriesId >> 16);
        VaultTerms memory terms = _terms[market];
        if (terms.setAt == 0) revert UnderwritingVault_NoTerms(market);
        uint256 expiry = seriesId >> 48;
        if (block.timestamp >= expiry) revert IClearingHouse.ClearingHouse_BookExpired(expiry, block.timestamp);
        if (takerBuys) _requireStaying();
        (uint128 fresh, uint128 day) = _forwards(market);

        OptionPart memory option = VaultPricing.optionPart(kind, a, b, c);
        obligations = _obligationsAfter(seriesId, lots, takerBuys, option.perLot);
        (uint256 from, uint256 to) =
            takerBuys ? (uint256(_obligations), obligations) : (obligations, uint256(_obligations));
        premium = VaultPricing.premium(
            PricedTrade(option, lots, takerBuys, from, to, _capital, uint32(expiry - block.timestamp)),
            terms,
            fresh,
            day
        );
    }

    // ------------------------------------------------------------------ time

    /// @inheritdoc IUnderwritingVault
    function closeEpoch() external returns (uint256 minted, uint256 paid) {
        if (block.timestamp < _epochEnds) revert UnderwritingVault_EpochRunning(_epochEnds, block.timestamp);
        (uint256 balance, uint256 locked,) = clearing.accountOf(address(this));
        (uint256 deposits, uint256 redeems) = (_deposits.pending, _redeems.pending);
        (minted, paid) = EpochAnswer.answer(balance, locked, totalSupply(), deposits, redeems);
        emit EpochClosed(_epoch, balance, locked, minted, paid);
        if (minted > 0) {
            _deposits.fulfil(minted);
            _mint(address(this), minted);
            balance += deposits;
            clearing.deposit(deposits);
        }
        if (paid > 0) {
            _redeems.fulfil(paid);
            _burn(address(this), redeems);
            balance -= paid;
            clearing.withdraw(paid);
        }
        _capital = uint128(balance);
        ++_epoch;
        _epochEnds = uint40(block.timestamp + epochLength);
    }

    /// @inheritdoc IUnderwritingVault
    function releaseBook(uint256 bookId) external {
        if (!clearing.book(bookId).isSettled) revert UnderwritingVault_NotSettled(bookId);
        address[] memory accounts = new address[](1);
        accounts[0] = address(this);
        clearing.settleAccounts(bookId, accounts);
        _obligations -= uint128(_ofBook[bookId]);
        delete _ofBook[bookId];
        emit BookReleased(bookId, _obligations);
    }

    // ------------------------------------------------------------------ roles

    /// @inheritdoc IUnderwritingVault
    function setTerms(uint256 market, uint64 baseVolatility, uint64 fullVolatility, uint64 halfSpread) external {
        if (msg.sender != riskManager) revert UnderwritingVault_NotRiskManager(msg.sender);
        if (
            baseVolatility < LOWEST_VOLATILITY || baseVolatility > HIGHEST_BASE || fullVolatility < baseVolatility
                || fullVolatility > HIGHEST_FULL || halfSpread > HIGHEST_HALF_SPREAD
        ) revert UnderwritingVault_TermsOutOfBounds(baseVolatility, fullVolatility, halfSpread);
        VaultTerms memory last = _terms[market];
        if (last.setAt != 0) {
            if (block.timestamp < last.setAt + DAY) {
                revert UnderwritingVault_TermsTooSoon(last.setAt + DAY, block.timestamp);
            }
            _requireNear(last.baseVolatility, baseVolatility);
            _requireNear(last.fullVolatility, fullVolatility);
        }
        _terms[market] = VaultTerms(baseVolatility, fullVolatility, halfSpread, uint40(block.timestamp));
        emit TermsSet(market, baseVolatility, fullVolatility, halfSpread);
    }

    /// @inheritdoc IUnderwritingVault
    function setRiskManager(address riskManager_) external onlyOwner {
        _setRiskManager(riskManager_);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc IUnderwritingVault
    function termsOf(uint256 market) external view returns (VaultTerms memory) {
        return _terms[market];
    }

    /// @inheritdoc IUnderwritingVault
    function epochNow() external view returns (uint256 epoch, uint256 endsAt) {
        return (_epoch, _epochEnds);
    }

    /// @inheritdoc IUnderwritingVault
    function utilisation() external view returns (uint256 capital, uint256 obligations) {
        return (_capital, _obligations);
    }

    // ------------------------------------------------------------------ inside

    function _trade(uint256 seriesId, uint256 lots, bool takerBuys, int256 premium, uint256 obligations) private {
        _obligations = uint128(obligations);
        emit Traded(seriesId, msg.sender, takerBuys, lots, premium, obligations);
        clearing.fill(
            IClearingHouse.Fill({
                seriesId: seriesId,
                maker: address(this),
                taker: msg.sender,
                takerBuys: takerBuys,
                lots: lots,
                premium: premium
            })
        );
    }

    /// @dev What it may owe after a trade: within the cap after a sale, and no less than nothing after it takes back.
    function _obligationsAfter(uint256 seriesId, uint256 lots, bool takerBuys, uint256 perLot)
        private
        view
        returns (uint256 obligations)
    {
        uint256 before = _obligations;
        if (!takerBuys) {
            int256 held = clearing.lotsOf(address(this), seriesId);
            uint256 sold = held < 0 ? uint256(-held) : 0;
            if (lots > sold) revert UnderwritingVault_NotSold(lots, sold);
            return before - lots * perLot;
        }
        obligations = before + lots * perLot;
        uint256 balance = totalAssets();
        uint256 limit = (_capital < balance ? _capital : balance) * maxUtilisationBps / BPS;
        if (perLot > 0 && obligations > limit) {
            uint256 room = limit > before ? limit - before : 0;
            revert UnderwritingVault_UtilisationCap(obligations, limit, room / perLot);
        }
    }

    /// @dev Once all shares are on their way out, what is locked must come free.
    function _requireStaying() private view {
        uint256 supply = totalSupply();
        if (supply > 0 && _redeems.pending == supply && _deposits.pending == 0) {
            revert UnderwritingVault_VaultLeaving(supply);
        }
    }

    /// @dev The index of this hour and the last, and of the last day.
    function _forwards(uint256 market) private view returns (uint128 fresh, uint128 day) {
        uint256 hour = block.timestamp / HOUR;
        fresh = _saturated(_marketplace.indexPrice(market, hour - 1, hour + 1));
        if (fresh == 0) revert UnderwritingVault_IndexTooOld(market, hour);
        day = _saturated(_marketplace.indexPrice(market, hour + 1 - DAY_HOURS, hour + 1));
    }

    function _saturated(uint256 price) private pure returns (uint128) {
        return price > type(uint128).max ? type(uint128).max : uint128(price);
    }

    function _requireNear(uint256 from, uint256 to) private pure {
        uint256 move = from > to ? from - to : to - from;
        if (move * BPS > from * MAX_MOVE_BPS) revert UnderwritingVault_TermsMove(from, to);
    }

    function _setRiskManager(address riskManager_) private {
        if (riskManager_ == address(0)) revert UnderwritingVault_ZeroAddress("riskManager");
        riskManager = riskManager_;
        emit RiskManagerSet(riskManager_);
    }
}
