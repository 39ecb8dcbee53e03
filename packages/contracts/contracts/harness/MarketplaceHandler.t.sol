// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {PhaseGate} from "../gate/PhaseGate.sol";
import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {Market} from "../marketplace/MarketplaceStorage.sol";
import {Segment} from "../marketplace/SegmentWord.sol";
import {PAT} from "../token/PAT.sol";
import {IMarketplace} from "./MarketplaceFixture.t.sol";
import {MerkleTree} from "./MerkleTree.t.sol";
import {Test} from "./Test.t.sol";

/// @notice Who acts in the invariant tests, and with what.
struct Cast {
    IMarketplace marketplace;
    PAT pat;
    PhaseGate gate;
    address owner;
    address treasury;
    address lister;
    address pricer;
    address wallet;
    address[2] implementations;
}

/// @notice Does random things to a marketplace and keeps its own books, computed another way, beside it.
/// @dev Every action succeeds or is refused for a reason checked here: a revert is a failed test.
contract MarketplaceHandler is Test {
    struct IndexSums {
        uint256 hour;
        uint256 trades;
        uint256 weight;
        uint256 ask;
    }

    uint256 private constant WINDOW = 604_800;
    uint256 private constant MIN_INDEX_ASK = 1e16;
    uint256 private constant MIN_INDEX_MARGIN = 100;
    uint64 private constant ONE = 1e18;
    uint256 public constant ACTORS = 6;

    Cast private cast;
    address[ACTORS] public actors;

    // The handler's own books.
    uint256 public time;
    uint256 public segments;
    uint256 public purchases;
    uint256 public donated;
    uint8 public phase = 1;
    uint256 public implementationInUse;
    mapping(uint256 id => uint256) public capacity;
    mapping(uint256 id => uint256) public sold;
    mapping(uint256 id => uint256) public issuedAt;
    mapping(uint256 id => uint256) public stampedMargin;
    mapping(uint256 id => uint256) public freshAsk;
    mapping(uint256 id => uint256) public anchorAsk;
    mapping(uint256 id => uint256) public movedAt;
    uint256 public brokerMargin = 3_000;
    mapping(uint256 id => uint8) public curve;
    mapping(uint256 id => bytes32) public content;
    mapping(address actor => mapping(uint256 id => bool)) public paid;
    mapping(uint256 account => uint256) public received;
    mapping(uint256 account => uint256) public takenOut;
    mapping(address actor => bool) public outside;
    mapping(uint256 slot => IndexSums) private _index;
    IDataMarketplace.Share[] private _shares;

    constructor(Cast memory cast_, uint256 start) {
        cast = cast_;
        time = start;
        for (uint256 i = 0; i < ACTORS; ++i) {
            actors[i] = _actor(string.concat("actor ", vm.toString(i)));
            _as(cast.treasury);
            cast.pat.transfer(actors[i], 1_000_000e18);
            _as(actors[i]);
            cast.pat.approve(address(cast.marketplace), type(uint256).max);
        }
        // Shares of every distribution: adjoining ones of three actors, and one that overlaps them all.
        _shares.push(IDataMarketplace.Share(0, actors[0], 0, ONE / 3));
        _shares.push(IDataMarketplace.Share(1, actors[1], ONE / 3, ONE - 1));
        _shares.push(IDataMarketplace.Share(2, actors[2], ONE - 1, ONE));
        _shares.push(IDataMarketplace.Share(3, actors[3], 0, ONE));
    }

    // ------------------------------------------------------------------ actions

    function list(uint256 seed) external {
        if (cast.marketplace.till().pauseLevels != 0) return _refused(cast.lister, _listCall(seed, false));
        _list(seed, false);
    }

    function listDistribution(uint256 seed) external {
        if (cast.marketplace.till().pauseLevels != 0) return _refused(cast.lister, _listCall(seed, true));
        _list(seed, true);
    }

    function buy(uint256 actorSeed, uint256 idSeed) external {
        address actor = _pick(actorSeed);
        uint256 id = _within(idSeed, 0, segments + 1);
        bytes memory call = abi.encodeWithSignature("buySegment(uint256)", id);
        if (!_available(actor, id) || cast.marketplace.till().pauseLevels != 0) return _refused(actor, call);
        uint256[4] memory before = _balances(actor);
        uint256 ask = _expectedAsk(id);
        _as(actor);
        vm.assertEq(cast.marketplace.buySegment(id, ask), ask, "I26: ask");
        uint256 payout = _book(actor, actor, id, ask);
        _checkMoved(actor, before, ask, payout);
    }

    function buyFor(uint256 payerSeed, uint256 recipientSeed, uint256 idSeed) external {
        (address payer, address recipient) = (_pick(payerSeed), _pick(recipientSeed));
        uint256 id = _within(idSeed, 0, segments + 1);
        bytes memory call =
            abi.encodeCall(IDataMarketplace.buySegmentFor, (id, type(uint256).max, recipient));
        if (payer != recipient && !cast.marketplace.purchaseConsent(recipient, payer)) _refused(payer, call);
        if (!_available(recipient, id) || cast.marketplace.till().pauseLevels != 0) return _refused(payer, call);
        _as(recipient);
        cast.marketplace.setPurchaseConsent(payer, true);
        uint256[4] memory before = _balances(payer);
        uint256 ask = _expectedAsk(id);
        _as(payer);
        cast.marketplace.buySegmentFor(id, ask, recipient);
        _checkMoved(payer, before, ask, _book(payer, recipient, id, ask));
    }

    function buyBatch(uint256 actorSeed, uint256 seed) external {
        address actor = _pick(actorSeed);
        uint256 size = _within(seed, 1, 6);
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](size);
        for (uint256 i = 0; i < size; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            orders[i] = IDataMarketplace.Order(_within(seed, 0, segments + 1), type(uint256).max);
        }
        bytes memory call = abi.encodeCall(IDataMarketplace.buySegments, (orders, false, actor));
        if (cast.marketplace.till().pauseLevels != 0) return _refused(actor, call);
        uint256[4] memory before = _balances(actor);
        _as(actor);
        (uint256 totalAsk, uint256 filled) = cast.marketplace.buySegments(orders, false, actor);
        uint256 expectedAsk;
        uint256 expectedPayout;
        for (uint256 i = 0; i < size; ++i) {
            if (!_available(actor, orders[i].id)) continue;
            uint256 ask = _expectedAsk(orders[i].id);
            expectedAsk += ask;
            expectedPayout += _book(actor, actor, orders[i].id, ask);
            --filled;
        }
        vm.assertEq(filled, 0, "filled");
        vm.assertEq(totalAsk, expectedAsk, "charged for what was filled");
        _checkMoved(actor, before, expectedAsk, expectedPayout);
    }

    /// @dev Into the band of the market and the day of the segment, where the two meet.
    function reprice(uint256 idSeed, uint256 ask, uint256 margin) external {
        if (segments == 0) return;
        uint256 id = _within(idSeed, 1, segments);
        uint256 centre = cast.marketplace.market(1).referenceAsk;
        uint256 rested = time >= movedAt[id] + 86_400 ? freshAsk[id] : anchorAsk[id];
        uint256 low = _larger((centre * 8 + 9) / 10, (rested * 95 + 99) / 100);
        uint256 high = _smaller(centre * 12 / 10, rested * 105 / 100);
        uint88 next = uint88(low > high ? freshAsk[id] : _within(ask, low, high));
        uint16 nextMargin = uint16(
            _within(
                margin,
                _larger(MIN_INDEX_MARGIN, brokerMargin > 2_000 ? brokerMargin - 2_000 : 0),
                _smaller(5_000, brokerMargin + 2_000)
            )
        );
        bytes memory call = abi.encodeCall(IDataMarketplace.repriceSegment, (id, next, nextMargin));
        if (time >= issuedAt[id] + WINDOW || low > high || time < movedAt[id] + 3_600) {
            return _refused(cast.pricer, call);
        }
        _as(cast.pricer);
        cast.marketplace.repriceSegment(id, next, nextMargin);
        (anchorAsk[id], movedAt[id]) = (rested, time);
        (freshAsk[id], stampedMargin[id]) = (next, nextMargin);
    }

    function moveReference(uint256 ask) external {
        Market memory market = cast.marketplace.market(1);
        uint256 anchor = time >= market.anchorAt + 86_400 ? market.referenceAsk : market.anchorAsk;
        uint88 next = uint88(_within(ask, anchor * 9 / 10, anchor * 11 / 10));
        _as(cast.pricer);
        (bool done,) =
            address(cast.marketplace).call(abi.encodeCall(IDataMarketplace.setReferenceAsk, (1, next)));
        bool near = uint256(next) * 10_000 <= anchor * 10_500 && uint256(next) * 10_000 >= anchor * 9_500;
        vm.assertTrue(done == near, "I19: exactly the near moves");
    }

    function setMargin(uint256 margin) external {
        brokerMargin = _within(margin, MIN_INDEX_MARGIN, 5_000);
        _as(cast.owner);
        cast.marketplace.setBrokerMargin(uint16(brokerMargin));
    }

    function withdraw(uint256 actorSeed, bool elsewhere) external {
        address actor = _pick(actorSeed);
        uint256 account = cast.marketplace.accountOf(actor);
        uint256 owed = received[account] - takenOut[account];
        bytes memory call = abi.encodeWithSignature("withdrawEarnings()");
        if (account == 0 || owed == 0) return _refused(actor, call);
        address to = elsewhere ? cast.wallet : actor;
        uint256 before = cast.pat.balanceOf(to);
        _as(actor);
        uint256 amount =
            elsewhere ? cast.marketplace.withdrawEarnings(account, to) : cast.marketplace.withdrawEarnings();
        vm.assertEq(amount, owed, "I2: all that is owed");
        vm.assertEq(cast.pat.balanceOf(to) - before, owed, "received");
        takenOut[account] += owed;
    }

    function claim(uint256 idSeed, uint256 leaf) external {
        if (segments == 0) return;
        uint256 id = _within(idSeed, 1, segments);
        uint256 account = cast.marketplace.segment(id).account;
        IDataMarketplace.Share memory share = _shares[leaf % _shares.length];
        bytes32[] memory proof = MerkleTree.proof(_leaves(content[id]), leaf % _shares.length);
        bytes memory call = abi.encodeCall(IDataMarketplace.claimDistribution, (content[id], share, proof));
        uint256 due = (received[account] * share.to) / ONE - (received[account] * share.from) / ONE;
        uint256 already = cast.marketplace.claimedBy(account, share.leaf);
        uint256 held = received[account] - takenOut[account];
        uint256 expected = due <= already ? 0 : due - already < held ? due - already : held;
        bool none = cast.marketplace.distribution(account).root == 0 || expected == 0;
        if (none) return _refused(share.provider, call);
        uint256 before = cast.pat.balanceOf(share.provider);
        uint256 amount = cast.marketplace.claimDistribution(content[id], share, proof);
        vm.assertEq(amount, expected, "I5: entitlement");
        vm.assertEq(cast.pat.balanceOf(share.provider) - before, expected, "received");
        takenOut[account] += amount;
    }

    function togglePause() external {
        bool paused = cast.marketplace.till().pauseLevels != 0;
        _as(cast.owner);
        cast.marketplace.setPaused(!paused);
    }

    function upgrade() external {
        implementationInUse = 1 - implementationInUse;
        _as(cast.owner);
        cast.marketplace.updateBrokerContract(cast.implementations[implementationInUse]);
    }

    function donate(uint256 actorSeed, uint256 amount) external {
        amount = _within(amount, 0, 10e18);
        donated += amount;
        _as(_pick(actorSeed));
        cast.pat.transfer(address(cast.marketplace), amount);
    }

    function recoverSurplus() external {
        bytes memory call = abi.encodeCall(IDataMarketplace.recoverSurplus, (IERC20(address(cast.pat)), cast.owner));
        if (donated == 0) return _refused(cast.owner, call);
        _as(cast.owner);
        vm.assertEq(
            cast.marketplace.recoverSurplus(IERC20(address(cast.pat)), cast.owner), donated, "I6: donations only"
        );
        donated = 0;
    }

    function advancePhase() external {
        _as(cast.owner);
        (bool done,) = address(cast.gate).call(abi.encodeCall(cast.gate.advancePhase, ()));
        vm.assertTrue(done == (phase == 1), "I11");
        if (done) ++phase;
    }

    function markAffiliate(uint256 actorSeed, bool affiliate) external {
        address actor = _pick(actorSeed);
        _as(cast.owner);
        cast.gate.setAffiliate(actor, affiliate);
        cast.marketplace.refreshIndexStanding(actor);
        outside[actor] = affiliate;
    }

    function pass(uint256 seconds_) external {
        time += _within(seconds_, 0, 15 * 3_600);
        vm.warp(time);
    }

    // ------------------------------------------------------------------ books, for the invariants to read

    function indexSums(uint256 hour) external view returns (IndexSums memory sums) {
        if (_index[hour % 1_024].hour == hour) sums = _index[hour % 1_024];
    }

    // ------------------------------------------------------------------ how the books are kept

    function _list(uint256 seed, bool distributed) private {
        bytes memory call = _listCall(seed, distributed);
        _as(cast.lister);
        (bool done, bytes memory data) = address(cast.marketplace).call(call);
        vm.assertTrue(done, "listed");
        uint256 id = abi.decode(data, (uint256));
        vm.assertEq(id, ++segments, "sequential");
        Segment memory segment = cast.marketplace.segment(id);
        (capacity[id], issuedAt[id], freshAsk[id]) = (segment.remaining, segment.issuedAt, segment.freshAsk);
        (stampedMargin[id], curve[id]) = (brokerMargin, segment.curve);
        content[id] = _content(id);
    }

    function _listCall(uint256 seed, bool distributed) private view returns (bytes memory) {
        bytes32 hash = _content(segments + 1);
        uint256 centre = cast.marketplace.market(1).referenceAsk;
        IDataMarketplace.Listing memory listing = IDataMarketplace.Listing({
            contentHash: hash,
            provider: distributed ? address(0) : _pick(seed),
            distributionRoot: distributed ? MerkleTree.root(_leaves(hash)) : bytes32(0),
            freshAsk: uint88(_within(seed >> 16, (centre * 8 + 9) / 10, centre * 12 / 10)),
            issuedAt: uint32(time - (seed >> 32) % 86_401),
            market: 1,
            confidenceBps: 7_500,
            capacity: uint24(1 + (seed >> 64) % 4),
            curve: uint8((seed >> 72) % 2)
        });
        return abi.encodeCall(IDataMarketplace.registerSegment, (listing));
    }

    /// @dev What a purchase changes in the books. The falling curve's knots lie on one straight line, so its
    /// freshness has a closed form.
    function _book(address payer, address recipient, uint256 id, uint256 ask) private returns (uint256 payout) {
        uint256 account = cast.marketplace.segment(id).account;
        payout = ask - (ask * stampedMargin[id] + 9_999) / 10_000;
        ++purchases;
        ++sold[id];
        paid[recipient][id] = true;
        received[account] += payout;
        bool counts = !outside[payer] && !outside[recipient];
        if (!counts || ask < MIN_INDEX_ASK || stampedMargin[id] < MIN_INDEX_MARGIN || !_isInBand(id)) return payout;
        uint256 hour = time / 3_600;
        IndexSums storage sums = _index[hour % 1_024];
        if (sums.hour != hour) (sums.hour, sums.trades, sums.weight, sums.ask) = (hour, 0, 0, 0);
        ++sums.trades;
        sums.weight += _freshness(id) * 7_500;
        sums.ask += ask;
    }

    function _isInBand(uint256 id) private view returns (bool) {
        uint256 centre = cast.marketplace.market(1).referenceAsk;
        return freshAsk[id] >= (centre * 8 + 9) / 10 && freshAsk[id] <= centre * 12 / 10;
    }

    function _expectedAsk(uint256 id) private view returns (uint256) {
        uint256 product = freshAsk[id] * _freshness(id);
        return product / 1e18 + (product % 1e18 == 0 ? 0 : 1);
    }

    function _freshness(uint256 id) private view returns (uint256) {
        if (curve[id] == 0) return 1e18;
        uint256 left = (65_535 * WINDOW - 60_000 * (time - issuedAt[id])) * 1e18;
        return (left - 1) / (65_535 * WINDOW) + 1;
    }

    function _available(address recipient, uint256 id) private view returns (bool) {
        if (id == 0 || id > segments || time >= issuedAt[id] + WINDOW) return false;
        return sold[id] < capacity[id] && !paid[recipient][id];
    }

    function _checkMoved(address payer, uint256[4] memory before, uint256 ask, uint256 payout) private view {
        uint256[4] memory after_ = _balances(payer);
        vm.assertEq(before[0] - after_[0], ask, "I4: payer");
        vm.assertEq(after_[1] - before[1], ask - payout, "I4: broker");
        vm.assertEq(after_[2] - before[2], payout, "I4: held");
        vm.assertEq(after_[3] - before[3], payout, "I4: owed");
    }

    function _balances(address payer) private view returns (uint256[4] memory) {
        return [
            cast.pat.balanceOf(payer),
            cast.pat.balanceOf(cast.wallet),
            cast.pat.balanceOf(address(cast.marketplace)),
            uint256(cast.marketplace.till().liabilities)
        ];
    }

    /// @dev The call is refused with a custom error (never a panic or silence).
    function _refused(address caller, bytes memory call) private {
        _as(caller);
        (bool done, bytes memory data) = address(cast.marketplace).call(call);
        vm.assertFalse(done, "went through");
        vm.assertTrue(data.length >= 4 && bytes4(data) != 0x4e487b71, "typed");
    }

    function _leaves(bytes32 hash) private view returns (bytes32[] memory) {
        return MerkleTree.leaves(block.chainid, address(cast.marketplace), hash, _shares);
    }

    function _content(uint256 id) private pure returns (bytes32) {
        return keccak256(abi.encode("content of", id));
    }

    function _larger(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a : b;
    }

    function _smaller(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    function _pick(uint256 seed) private view returns (address) {
        return actors[seed % ACTORS];
    }

    function _as(address caller) private {
        vm.prank(caller);
    }
}
