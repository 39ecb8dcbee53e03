// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStreamingForward} from "../delivery/IStreamingForward.sol";
import {StreamDeal} from "../delivery/StreamDeal.sol";
import {MarketplaceFixture} from "./MarketplaceFixture.t.sol";

interface IStream is IStreamingForward {
    function owner() external view returns (address);
}

/// @notice Ten units a minute for 100 minutes at 7 wei, a channel of 7,000 wei, as in the reducer's tests: the code under test is the
/// published artifact's.
abstract contract StreamFixture is MarketplaceFixture {
    uint256 internal constant SELLER_KEY = 0x5E11;
    uint256 internal constant BEGIN = START + 10_000;
    uint256 internal constant END = BEGIN + 6_000;
    address internal immutable arbiter = _actor("arbiter");
    address internal immutable prover = _actor("prover");
    address internal seller;
    IStream internal streams;

    function setUp() public virtual override {
        super.setUp();
        seller = vm.addr(SELLER_KEY);
        bytes memory arguments = abi.encode(owner, marketplace, wallet);
        streams = IStream(_create("StreamingForward.sol:StreamingForward", arguments));
        _enterPhase(2);
        for (uint256 i = 0; i < 2; ++i) {
            address party = i == 0 ? buyer : seller;
            _give(party, 1_000_000);
            vm.prank(party);
            pat.approve(address(streams), type(uint256).max);
        }
    }

    /// @dev Writes the phase and its row where the gate keeps them.
    function _enterPhase(uint8 phase) internal {
        bytes32 slot = bytes32(uint256(4));
        uint256 word = uint256(vm.load(address(gate), slot));
        uint256 row = (gate.accessMatrix() >> (48 * (phase - 1))) & type(uint48).max;
        vm.store(address(gate), slot, bytes32((word & ~uint256(2 ** 56 - 1)) | (row << 8) | phase));
        vm.assertEq(gate.phase(), phase, "slot of the phase");
    }

    function _deal() internal view returns (StreamDeal memory deal) {
        (deal.buyer, deal.provider, deal.arbiter) = (buyer, seller, arbiter);
        (deal.pricePerUnit, deal.providerBond, deal.disputeBond, deal.timePremium) = (7, 500, 60, 5);
        (deal.market, deal.minimumConfidenceBps, deal.maximumConfidenceBps) = (MARKET, 5_000, 9_000);
        (deal.minimumRemainingLife, deal.unitsPerInterval, deal.intervalSeconds) = (60, 10, 60);
        (deal.start, deal.duration, deal.tolerance, deal.grace) = (uint40(BEGIN), 6_000, 20, 300);
        (deal.disputeWindow, deal.resolutionWindow, deal.challengeWindow) = (600, 900, 400);
        (deal.silentSplitBps, deal.proverBps, deal.forfeitBps, deal.feeBps) = (5_000, 1_000, 8_001, 100);
        (deal.validUntil, deal.salt) = (uint40(BEGIN), 1);
    }

    function _signed(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function _open(StreamDeal memory deal) internal returns (bytes32) {
        bytes memory signature = _signed(SELLER_KEY, streams.dealHash(deal));
        vm.prank(buyer);
        return streams.open(deal, signature);
    }

    /// @dev The buyer vouches for units at confidence 1.0, and a stranger brings it.
    function _redeem(StreamDeal memory deal, uint256 units) internal returns (uint256) {
        bytes memory signature = _signed(BUYER_KEY, streams.voucherHash(streams.dealHash(deal), uint64(units * 10_000)));
        vm.prank(stranger);
        return streams.redeem(deal, uint64(units * 10_000), signature);
    }

    /// @dev Units of confidence 0.8, the provider's next.
    function _post(StreamDeal memory deal, uint48 units) internal {
        uint64 first = uint64(streams.nextSerialOf(seller));
        vm.prank(seller);
        streams.post(deal, keccak256("headers"), first, units, uint64(units) * 8_000);
    }

    function _header(StreamDeal memory deal, uint64 serial) internal view returns (IStreamingForward.UnitHeader memory) {
        return IStreamingForward.UnitHeader({
            provider: seller,
            serial: serial,
            stream: streams.dealHash(deal),
            market: MARKET,
            contentHash: keccak256("content"),
            issuedAt: uint40(BEGIN),
            confidenceBps: 8_000
        });
    }
}
