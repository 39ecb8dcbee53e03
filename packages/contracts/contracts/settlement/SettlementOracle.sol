// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {Market} from "../marketplace/MarketplaceStorage.sol";
import {DAY, HOUR} from "../math/Units.sol";
import {Fixings} from "./Fixings.sol";
import {ISettlementOracle} from "./ISettlementOracle.sol";
import {OpenInterestCap} from "./OpenInterestCap.sol";
import {SettlementSigners} from "./SettlementSigners.sol";
import {WindowPrice} from "./WindowPrice.sol";

/// @title SettlementOracle: see ISettlementOracle for what every function promises
/// @dev Immutable and without anybody's power over a price: the owner only announces signers of later expiries.
contract SettlementOracle is SettlementSigners, EIP712 {
    uint256 private constant MAX_TENOR = 92 days;
    /// @dev After the expiry: from when fixings count, and from when the fallback does.
    uint256 private constant FIXINGS_AFTER = 1 days;
    uint256 private constant FALLBACK_AFTER = 3 days;
    uint256 private constant CAP_DAYS = 8;
    uint256 private constant MIN_BAND = 100;
    uint256 private constant MAX_BAND = 3_000;
    bytes32 private constant FIXING = keccak256("Fixing(uint256 market,uint256 expiry,uint128 price)");

    /// @dev When a cap was measured.
    struct Cap {
        uint224 lots;
        uint32 day;
    }

    /// @notice Whose index it reads.
    IDataMarketplace public immutable marketplace;
    /// @notice How far a price may lie from its reference; fixings twice as far from the fallback.
    uint256 public immutable bandBps;
    /// @notice Wei of PAT without which trading is thin.
    uint256 public immutable minVolume;

    mapping(uint256 market => mapping(uint256 expiry => Settlement)) private _settlements;
    mapping(uint256 market => mapping(uint256 expiry => mapping(address signer => uint256))) private _fixings;
    mapping(uint256 market => Cap) private _caps;

    /// @param owner_ Announces signers: a timelock.
    /// @param marketplace_ Whose index it reads.
    /// @param bandBps_ k, 100 to 3,000.
    /// @param minVolume_ Wei of PAT.
    constructor(address owner_, IDataMarketplace marketplace_, uint256 bandBps_, uint256 minVolume_)
        SettlementSigners(owner_)
        EIP712("Phasegate SettlementOracle", "1")
    {
        if (bandBps_ < MIN_BAND || bandBps_ > MAX_BAND) {
            revert SettlementOracle_BandOutOfBounds(bandBps_, MIN_BAND, MAX_BAND);
        }
        (marketplace, bandBps, minVolume) = (marketplace_, bandBps_, minVolume_);
    }

    // ------------------------------------------------------------------ steps

    /// @inheritdoc ISettlementOracle
    function open(uint256 market, uint256 expiry) external {
        Settlement storage opened = _settlements[market][expiry];
        if (opened.fallbackHour != 0) return;
        _requireBeforeWindow(market, expiry);
        (opened.fallbackPrice, opened.fallbackHour) = _goodIndex(market);
        opened.signerSet = uint32(_signerSet);
        emit SettlementOpened(market, expiry, opened.fallbackPrice, opened.signerSet);
    }

    /// @inheritdoc ISettlementOracle
    function refreshFallback(uint256 market, uint256 expiry) external {
        Settlement storage opened = _opened(market, expiry);
        _requireBeforeWindow(market, expiry);
        if (block.timestamp / HOUR <= opened.fallbackHour) {
            revert SettlementOracle_FallbackCurrent(opened.fallbackHour);
        }
        (opened.fallbackPrice, opened.fallbackHour) = _goodIndex(market);
        emit FallbackRefreshed(market, expiry, opened.fallbackPrice);
    }

    /// @inheritdoc ISettlementOracle
    function submitFixing(uint256 market, uint256 expiry, uint128 price) external {
        _fix(market, expiry, msg.sender, price);
    }

    /// @inheritdoc ISettlementOracle
    function submitFixingBySig(
        uint256 market,
        uint256 expiry,
        uint128 price,
        address signer,
        bytes calldata signature
    ) external {
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(FIXING, market, expiry, price)));
        if (!SignatureChecker.isValidSignatureNow(signer, digest, signature)) {
            revert SettlementOracle_InvalidSignature(signer);
        }
        _fix(market, expiry, signer, price);
    }

    /// @inheritdoc ISettlementOracle
    function settle(uint256 market, uint256 expiry) external returns (uint256) {
        Settlement storage pending = _unsettled(market, expiry);
        (uint256 from, uint256 to) = _window(market, expiry);
        (uint128 price, bool isFound, bool isExtended) = WindowPrice.find(
            marketplace, market, from, to, block.timestamp / HOUR, pending.fallbackPrice, bandBps, minVolume
        );
        Rung rung = isExtended ? Rung.ExtendedWindow : Rung.Window;
        if (!isFound) (price, rung) = _withoutIndex(pending, market, expiry);
        (pending.price, pending.rung) = (price, rung);
        emit Settled(market, expiry, price, rung);
        return price;
    }

    /// @inheritdoc ISettlementOracle
    function refreshCap(uint256 market) external returns (uint256 lots) {
        uint256 day = block.timestamp / DAY;
        Cap storage cap = _caps[market];
        if (cap.day == day) revert SettlementOracle_CapCurrent(day, cap.lots);
        Market memory terms = marketplace.market(market);
        if (terms.settlementPeriodHours == 0) revert SettlementOracle_OffCalendar(market, block.timestamp);
        lots = OpenInterestCap.measure(marketplace, market, terms, bandBps);
        (cap.lots, cap.day) = (uint224(lots), uint32(day));
        emit CapRefreshed(market, lots, day);
    }

    // ------------------------------------------------------------------ views

    /// @inheritdoc ISettlementOracle
    function settlement(uint256 market, uint256 expiry) external view returns (Settlement memory) {
        return _settlements[market][expiry];
    }

    /// @inheritdoc ISettlementOracle
    function fixingOf(uint256 market, uint256 expiry, address signer) external view returns (bool, uint256) {
        uint256 word = _fixings[market][expiry][signer];
        return word == 0 ? (false, 0) : (true, word - 1);
    }

    /// @inheritdoc ISettlementOracle
    function windowStart(uint256 market, uint256 expiry) external view returns (uint256) {
        (uint256 from,) = _window(market, expiry);
        return from * HOUR;
    }

    /// @inheritdoc ISettlementOracle
    function openInterestCap(uint256 market) external view returns (uint256) {
        Cap memory cap = _caps[market];
        return block.timestamp / DAY - cap.day > CAP_DAYS ? 0 : cap.lots;
    }

    // ------------------------------------------------------------------ inside

    /// @dev The ladder below the index.
    function _withoutIndex(Settlement storage pending, uint256 market, uint256 expiry)
        private
        view
        returns (uint128, Rung)
    {
        address[] memory signers = _signers[pending.signerSet];
        bool fixingsCount = 2 * uint256(pending.fixings) > signers.length;
        uint256 fallbackPrice = pending.fallbackPrice;
        if (fixingsCount && block.timestamp >= expiry + FIXINGS_AFTER) {
            uint256 median = Fixings.median(_fixings[market][expiry], signers, pending.fixings);
            return (WindowPrice.clamped(median, fallbackPrice, 2 * bandBps), Rung.Fixings);
        }
        if (block.timestamp >= expiry + FALLBACK_AFTER) return (uint128(fallbackPrice), Rung.Fallback);
        revert SettlementOracle_SettlementPending(
            expiry + (fixingsCount ? FIXINGS_AFTER : FALLBACK_AFTER), block.timestamp
        );
    }

    /// @dev A fixing is kept as one more than its price, so that a price of zero is one.
    function _fix(uint256 market, uint256 expiry, address signer, uint128 price) private {
        Settlement storage pending = _unsettled(market, expiry);
        if (!_isSigner(pending.signerSet, signer)) revert SettlementOracle_NotSigner(signer);
        if (_fixings[market][expiry][signer] != 0) revert SettlementOracle_AlreadyFixed(signer);
        _fixings[market][expiry][signer] = uint256(price) + 1;
        ++pending.fixings;
        emit FixingSubmitted(market, expiry, signer, price);
    }

    function _goodIndex(uint256 market) private view returns (uint128 price, uint32 hour) {
        hour = uint32(block.timestamp / HOUR);
        price = WindowPrice.goodIndex(marketplace, market, hour);
        if (price == 0) revert SettlementOracle_IndexStale(market, hour);
    }

    function _requireBeforeWindow(uint256 market, uint256 expiry) private view {
        (uint256 from,) = _window(market, expiry);
        if (block.timestamp >= from * HOUR || expiry > block.timestamp + MAX_TENOR) {
            revert SettlementOracle_TenorOutOfBounds(from * HOUR, block.timestamp + MAX_TENOR, block.timestamp);
        }
    }

    /// @dev The hours of an expiry's settlement window. A trade in the second of the expiry belongs to the next hour.
    function _window(uint256 market, uint256 expiry) private view returns (uint256 from, uint256 to) {
        Market memory terms = marketplace.market(market);
        (uint256 period, uint256 length) = (terms.settlementPeriodHours, terms.settlementWindowHours);
        to = expiry / HOUR;
        if (length == 0 || expiry % HOUR != 0 || to % period != terms.settlementOffsetHours) {
            revert SettlementOracle_OffCalendar(market, expiry);
        }
        from = to - length;
    }

    function _opened(uint256 market, uint256 expiry) private view returns (Settlement storage opened) {
        opened = _settlements[market][expiry];
        if (opened.fallbackHour == 0) revert SettlementOracle_SettlementNotOpen(market, expiry);
    }

    function _unsettled(uint256 market, uint256 expiry) private view returns (Settlement storage pending) {
        pending = _opened(market, expiry);
        if (pending.rung != Rung.None) revert SettlementOracle_AlreadySettled(pending.price);
        if (block.timestamp < expiry) revert SettlementOracle_NotExpired(expiry, block.timestamp);
    }
}
