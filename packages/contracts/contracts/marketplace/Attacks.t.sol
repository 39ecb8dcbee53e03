// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {
    Accomplice,
    Candidate,
    HookedToken,
    Layoutless,
    LyingToken,
    Mumbler,
    NotUups,
    Refuser
} from "../harness/Adversaries.t.sol";
import {IMarketplace, MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {MerkleTree} from "../harness/MerkleTree.t.sol";
import {Action, ParticipantClass, Product} from "../gate/AccessMatrix.sol";
import {IDataMarketplace, Role} from "./IDataMarketplace.sol";
import {MarketplaceLens} from "../lens/MarketplaceLens.sol";

/// @notice Attacks by name. Each test is one attempt and what is left of it.
contract AttacksTest is MarketplaceFixture {
    using MarketplaceLens for IMarketplace;

    uint256 private constant HOUR = START / 3_600;
    uint256 private constant NO_LIMIT = type(uint256).max;
    uint64 private constant ONE = 1e18;
    address private immutable accomplice = _actor("accomplice");
    address private immutable alice = _actor("alice");
    address private immutable bob = _actor("bob");

    // ------------------------------------------------------------------ index

    /// @notice I22. Dust wash: many purchases that decayed below the smallest ask leave the index where it was.
    function test_attack_dustWash() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.segmentType = "SMALL";
        terms.referenceAsk = uint88(MIN_INDEX_ASK);
        vm.prank(owner);
        uint16 market = uint16(marketplace.addMarket(terms));
        uint256 honest = _listIn(market, uint88(MIN_INDEX_ASK), FALLING);
        uint256[] memory dust = new uint256[](20);
        for (uint256 i = 0; i < 20; ++i) dust[i] = _listIn(market, uint88(MIN_INDEX_ASK), FALLING);
        _buy(buyer, honest);
        uint256 price = marketplace.indexPrice(market, HOUR, HOUR + 2);
        vm.warp(START + 3_600);
        for (uint256 i = 0; i < 20; ++i) vm.assertLt(_buy(buyer, dust[i]), MIN_INDEX_ASK, "dust");
        vm.assertEq(marketplace.indexPrice(market, HOUR, HOUR + 2), price, "price");
        vm.assertEq(marketplace.indexBucket(market, HOUR + 1).trades, 0, "no trade");
    }

    /// @notice I39. Window swing: segments of a market stand still while its settlement is being measured.
    function test_attack_windowSwing() public {
        uint16 market = _settledMarket();
        uint256 id = _listIn(market, ASK, FLAT);
        uint256[2] memory inside = [START + 2 * 3_600, START + 8 * 3_600 - 1];
        for (uint256 i = 0; i < 2; ++i) {
            vm.warp(inside[i]);
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_PricesFrozen.selector, market, START + 8 * 3_600
                )
            );
            vm.prank(pricer);
            marketplace.repriceSegment(id, ASK + 1, MARGIN);
        }
        vm.warp(START + 8 * 3_600);
        vm.prank(pricer);
        marketplace.repriceSegment(id, ASK + 1, MARGIN);
    }

    /// @notice I38, I40. Dip and back: a pricer can't lower a price to the bottom of the band, let an accomplice buy and
    /// put it back; a price falls by a day's move at most and then stands for an hour, for everybody.
    function test_attack_dipAndBack() public {
        uint256 id = _list(FLAT, 2);
        vm.startPrank(pricer);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_AskMoveTooLarge.selector, id, 80e18, 95e18, 105e18
            )
        );
        marketplace.repriceSegment(id, 80e18, MARGIN);
        marketplace.repriceSegment(id, 95e18, MARGIN);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_RepricedTooSoon.selector, id, START + 3_600, START
            )
        );
        marketplace.repriceSegment(id, ASK, MARGIN);
        vm.stopPrank();
        vm.warp(START + 3_599);
        vm.assertEq(_buy(buyer, id), 95e18, "everybody's price");
    }

    /// @notice I41. Margin of nothing: the broker would earn nothing and the market leave the index.
    function test_attack_marginOfNothing() public {
        uint256 id = _list();
        for (uint16 margin = 0; margin < MIN_INDEX_MARGIN; margin += 33) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    IDataMarketplace.DataMarketplace_MarginTooLow.selector, margin, MIN_INDEX_MARGIN
                )
            );
            vm.prank(pricer);
            marketplace.repriceSegment(id, ASK, margin);
        }
    }

    /// @notice I22. Who makes the prices stays out of the index, as payer and as recipient, as long as the role lasts.
    function test_attack_insidersWash() public {
        address[2] memory insiders = [lister, pricer];
        for (uint256 i = 0; i < 2; ++i) {
            _fund(insiders[i]);
            vm.assertTrue(marketplace.isOutsideIndex(insiders[i]), "outside");
            // The gate knows of no mark; the role alone keeps them out.
            marketplace.refreshIndexStanding(insiders[i]);
            _buy(insiders[i], _list());
        }
        vm.prank(pricer);
        marketplace.setPurchaseConsent(buyer, true);
        uint256 id = _list();
        vm.prank(buyer);
        marketplace.buySegmentFor(id, NO_LIMIT, pricer);
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 0, "none entered");
        vm.prank(owner);
        marketplace.setRole(Role.Pricer, pricer, false);
        _buy(pricer, _list());
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 1, "an ordinary buyer again");
    }

    /// @notice The dead don't move: an expired segment can't be repriced.
    function test_attack_repriceTheExpired() public {
        uint256 id = _list();
        vm.warp(START + WINDOW);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_SegmentExpired.selector, id, START + WINDOW, START + WINDOW
            )
        );
        vm.prank(pricer);
        marketplace.repriceSegment(id, ASK, MARGIN);
    }

    /// @notice I20, I23. Last-bucket push: with every ask at the top of the band and any number of purchases in the
    /// last hour, the price stays within `reference (1 + band) / lowest confidence`, and a trade in the settlement's
    /// own second belongs to the next hour.
    function test_attack_lastBucketPush() public {
        uint16 market = _settledMarket();
        // Settlement at 08:00, window 02:00-08:00.
        for (uint256 hour = 2; hour < 7; ++hour) {
            vm.warp(START + hour * 3_600);
            _buy(buyer, _listIn(market, ASK, FLAT));
        }
        uint256 calm = marketplace.indexPrice(market, HOUR + 2, HOUR + 8);
        vm.warp(START + 8 * 3_600 - 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_PricesFrozen.selector, market, START + 8 * 3_600
            )
        );
        vm.prank(pricer);
        marketplace.setReferenceAsk(market, ASK + 1);
        for (uint256 i = 0; i < 40; ++i) _buy(buyer, _listIn(market, 120e18, FLAT));
        uint256 pushed = marketplace.indexPrice(market, HOUR + 2, HOUR + 8);
        vm.assertLt(calm, pushed, "it was pushed");
        vm.assertLe(pushed, uint256(120e18) * 10_000 / 7_000, "and stays within the band");
        vm.warp(START + 8 * 3_600);
        _buy(buyer, _listIn(market, 80e18, FLAT));
        vm.assertEq(marketplace.indexPrice(market, HOUR + 2, HOUR + 8), pushed, "too late");
        vm.assertEq(marketplace.indexBucket(market, HOUR + 8).trades, 1, "the next hour's");
    }

    /// @notice I23. Stale-segment weight: a stale segment at the top of the band moves the price by its freshness
    /// times what a fresh one would.
    function test_attack_staleSegmentWeight() public {
        uint256 stale = _listIn(MARKET, 120e18, FALLING);
        vm.warp(START + WINDOW - 1);
        uint256 last = block.timestamp / 3_600;
        _buy(buyer, _listIn(MARKET, ASK, FLAT));
        uint256 before = marketplace.indexPrice(MARKET, last, last + 1);
        _buy(buyer, stale);
        uint256 after_ = marketplace.indexPrice(MARKET, last, last + 1);
        // Knot 15 is 5535 / 65535 = 0.0845; of a 20 % higher price it contributes 0.0845 / 1.0845 of the way.
        vm.assertLt(before, after_, "moved");
        vm.assertLe((after_ - before) * 10_000, before * 156, "by less than 1.56 %, not by 10 %");
    }

    /// @notice I23. A segment that the reference has left behind: bought dear, or cheap, after the market has moved on, it
    /// would drag the index back out of the band.
    function test_attack_segmentLeftBehind() public {
        uint256 dear = _listIn(MARKET, 120e18, FLAT);
        uint256 second = _listIn(MARKET, 120e18, FLAT);
        uint256 cheap = _listIn(MARKET, 80e18, FLAT);
        _moveReference(ASK - 1);
        _buy(buyer, dear);
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 0, "above the band in force");
        _moveReference(ASK + 1);
        _buyAsBatch(cheap);
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 0, "below it, in a batch");
        _moveReference(ASK);
        _buy(buyer, second);
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 1, "on its edge");
    }

    function _buyAsBatch(uint256 id) private {
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](1);
        orders[0] = IDataMarketplace.Order(id, NO_LIMIT);
        vm.prank(buyer);
        marketplace.buySegments(orders, true, buyer);
    }

    function _moveReference(uint88 referenceAsk) private {
        vm.prank(pricer);
        marketplace.setReferenceAsk(MARKET, referenceAsk);
    }

    /// @notice I22. Broker wash: neither class nor affiliate, neither as payer nor as recipient, alone or in a batch.
    function test_attack_brokerWash() public {
        address broker = _actor("broker");
        address affiliate = _actor("affiliate");
        vm.startPrank(owner);
        gate.setBroker(broker, true);
        gate.setAffiliate(affiliate, true);
        vm.stopPrank();
        address[2] memory washers = [broker, affiliate];
        for (uint256 i = 0; i < 2; ++i) {
            vm.expectEmit(address(marketplace));
            emit IDataMarketplace.IndexStandingRefreshed(washers[i], true);
            // Anyone may do it.
            vm.prank(stranger);
            marketplace.refreshIndexStanding(washers[i]);
            vm.assertTrue(marketplace.isOutsideIndex(washers[i]), "outside");
            _fund(washers[i]);
            _buy(washers[i], _list());
            _buyInBatch(washers[i], washers[i]);
            _consent(washers[i], buyer);
            _buyFor(buyer, washers[i]);
            _buyInBatch(buyer, washers[i]);
            _consent(buyer, washers[i]);
            _buyFor(washers[i], buyer);
            _buyInBatch(washers[i], buyer);
        }
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 0, "washed in vain");
        vm.assertEq(marketplace.indexPrice(MARKET, HOUR, HOUR + 1), 0, "no price");
        _buy(buyer, _list());
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 1, "an independent purchase counts");
        // The mark taken away, and refreshed, lets it count again.
        vm.prank(owner);
        gate.setAffiliate(affiliate, false);
        marketplace.refreshIndexStanding(affiliate);
        _buy(affiliate, _list());
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 2, "no affiliate any more");
    }

    /// @notice Purchases between a mark and the next refresh counted. The mark itself tells every marketplace of the gate.
    function test_attack_brokerWash_beforeTheRefresh() public {
        vm.expectEmit(address(marketplace));
        emit IDataMarketplace.IndexStandingRefreshed(buyer, true);
        vm.prank(owner);
        gate.setAffiliate(buyer, true);
        _buy(buyer, _list());
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 0, "marked and told at once");
        vm.prank(owner);
        gate.setAffiliate(buyer, false);
        _buy(buyer, _list());
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 1, "unmarked, it counts again");
    }

    // ------------------------------------------------------------------ breaker

    /// @notice I19. Breaker walk: small steps reach the limit and no further, through midnight and past the second in
    /// which a fixed day would have ended.
    function test_attack_breakerWalk() public {
        uint88 current = ASK;
        for (uint256 i = 0; i < 12; ++i) {
            vm.warp(START + 22 * 3_600 + i * 1_800);
            uint88 next = current + 1e18;
            if (next > 105e18) _expectMove(next, 95e18, 105e18);
            vm.prank(pricer);
            marketplace.setReferenceAsk(MARKET, next);
            if (next <= 105e18) current = next;
        }
        vm.assertEq(marketplace.market(MARKET).referenceAsk, 105e18, "the limit");
    }

    /// @notice I19. Two full moves on the two sides of a day's edge: the second is refused until the first has rested.
    function test_attack_breakerWalk_overTheEdgeOfADay() public {
        vm.startPrank(pricer);
        vm.warp(START + 86_399);
        marketplace.setReferenceAsk(MARKET, 105e18);
        uint256[3] memory early = [START + 86_400, START + 86_401, START + 2 * 86_400 - 2];
        for (uint256 i = 0; i < 3; ++i) {
            vm.warp(early[i]);
            _expectMove(110.25e18, 95e18, 105e18);
            marketplace.setReferenceAsk(MARKET, 110.25e18);
        }
        vm.warp(START + 2 * 86_400 - 1);
        marketplace.setReferenceAsk(MARKET, 110.25e18);
        _expectMove(110.25e18 + 1, 99.75e18, 110.25e18);
        marketplace.setReferenceAsk(MARKET, 110.25e18 + 1);
        vm.stopPrank();
    }

    /// @notice I19. Whatever is tried and when: two references less than a day apart never differ by more than
    /// `(1 + d) / (1 - d)`, and a reference that rested for a day moves by at most `d` from there within the next.
    function testFuzz_attack_breakerWalk(uint256 seed) public {
        uint256[33] memory times;
        uint256[33] memory references;
        (times[0], references[0]) = (START, ASK);
        uint256 moves = 1;
        uint256 time = START;
        for (uint256 i = 1; i < 33; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            time += seed % 4 == 0 ? 86_398 + (seed >> 64) % 4 : (seed >> 8) % 30_000;
            vm.warp(time);
            uint256 last = references[moves - 1];
            uint88 next = uint88(_within(seed >> 32, last * 89 / 100, last * 111 / 100));
            vm.prank(pricer);
            (bool done,) =
                address(marketplace).call(abi.encodeCall(marketplace.setReferenceAsk, (MARKET, next)));
            if (done) (times[moves], references[moves++]) = (time, next);
        }
        // A reference is in force from its own time until the next one's.
        for (uint256 i = 0; i < moves; ++i) {
            for (uint256 j = i + 1; j < moves && times[j] < times[i + 1] + 86_400; ++j) {
                (uint256 low, uint256 high) = references[i] < references[j]
                    ? (references[i], references[j])
                    : (references[j], references[i]);
                vm.assertLe(high * 9_500, low * 10_500, "two moves");
                if (times[i + 1] < times[i] + 86_400) continue;
                vm.assertLe(high * 10_000, references[i] < references[j] ? low * 10_500 : high * 10_000, "up");
                vm.assertGe(low * 10_000, references[i] > references[j] ? high * 9_500 : 0, "down");
            }
        }
    }

    // ------------------------------------------------------------------ reentrancy

    /// @notice A hostile payer, wallet and provider, called in the middle of the transfers of a marketplace over a
    /// token with hooks, can't enter any guarded function.
    function test_attack_reentrancy_hostileReceivers() public {
        HookedToken token = new HookedToken();
        Accomplice hostile = new Accomplice();
        _useToken(address(token), address(hostile));
        uint256 id = _list(FLAT, 1_000);
        token.transfer(address(hostile), 1_000_000e18);
        hostile.act(address(token), abi.encodeCall(token.approve, (address(marketplace), NO_LIMIT)));
        // Payer and wallet are the accomplice: it is called on the way in and on the way out.
        bytes[] memory attacks = _guardedCalls(id);
        for (uint256 i = 0; i < attacks.length; ++i) {
            token.arm(address(hostile), address(marketplace), attacks[i]);
            uint256 bought = _list(FLAT, 1);
            (bool done,) = hostile.act(
                address(marketplace), abi.encodeWithSignature("buySegment(uint256)", bought)
            );
            vm.assertTrue(done, "the purchase itself goes through");
            _checkRefused(token);
            vm.assertEq(token.balanceOf(address(marketplace)), _liabilities(), "I1");
        }
        // As a provider: called when its earnings arrive.
        IDataMarketplace.Listing memory own = _listing();
        own.provider = address(hostile);
        uint256 sold = _register(own);
        token.arm(address(0), address(0), "");
        hostile.act(address(marketplace), abi.encodeWithSignature("buySegment(uint256)", sold));
        uint256 before = token.balanceOf(address(hostile));
        token.arm(address(hostile), address(marketplace), abi.encodeWithSignature("withdrawEarnings()"));
        hostile.act(address(marketplace), abi.encodeWithSignature("withdrawEarnings()"));
        _checkRefused(token);
        vm.assertEq(token.balanceOf(address(hostile)) - before, 70e18, "paid once");
    }

    /// @notice A hostile ERC-20 handed to `recoverSurplus` can't enter either.
    function test_attack_reentrancy_hostileSurplusToken() public {
        _buy(buyer, _list());
        HookedToken token = new HookedToken();
        Accomplice hostile = new Accomplice();
        bytes[] memory attacks = _guardedCalls(_list(FLAT, 1_000));
        for (uint256 i = 0; i < attacks.length; ++i) {
            token.transfer(address(marketplace), 1);
            token.arm(address(hostile), address(marketplace), attacks[i]);
            vm.prank(owner);
            marketplace.recoverSurplus(token, address(hostile));
            _checkRefused(token);
        }
        vm.assertEq(pat.balanceOf(address(marketplace)), 70e18, "PAT untouched");
    }

    /// @notice Tokens that answer `false`, nothing or nonsense: refused or harmless, and PAT stays.
    function test_attack_lyingSurplusToken() public {
        _buy(buyer, _list());
        LyingToken no = new LyingToken(abi.encode(false));
        vm.expectRevert(abi.encodeWithSelector(SafeERC20.SafeERC20FailedOperation.selector, address(no)));
        vm.prank(owner);
        marketplace.recoverSurplus(IERC20(address(no)), stranger);
        LyingToken silent = new LyingToken("");
        vm.prank(owner);
        vm.assertEq(marketplace.recoverSurplus(IERC20(address(silent)), stranger), NO_LIMIT, "its own lie");
        vm.assertEq(pat.balanceOf(address(marketplace)), 70e18, "PAT untouched");
    }

    // ------------------------------------------------------------------ permits

    /// @notice Front-run: whoever submits the permit first, the purchase goes through on the standing allowance.
    function test_attack_permitFrontRun() public {
        vm.prank(buyer);
        pat.approve(address(marketplace), 0);
        uint256 id = _list();
        IDataMarketplace.Permit memory permit = _permit(100e18, START);
        vm.prank(stranger);
        pat.permit(buyer, address(marketplace), 100e18, START, permit.v, permit.r, permit.s);
        vm.prank(buyer);
        vm.assertEq(marketplace.buySegmentWithPermit(id, 100e18, permit), 100e18, "bought");
        vm.assertEq(pat.allowance(buyer, address(marketplace)), 0, "used up");
    }

    /// @notice Replay: a used permit gives no second allowance.
    function test_attack_permitReplay() public {
        vm.prank(buyer);
        pat.approve(address(marketplace), 0);
        IDataMarketplace.Permit memory permit = _permit(100e18, START);
        (uint256 first, uint256 second) = (_list(), _list());
        vm.startPrank(buyer);
        marketplace.buySegmentWithPermit(first, 100e18, permit);
        _expectAllowance(0);
        marketplace.buySegmentWithPermit(second, 100e18, permit);
        vm.stopPrank();
        vm.assertFalse(marketplace.hasAccess(buyer, second), "no access");
    }

    /// @notice Someone else's permit is not the caller's money, and is not consumed.
    function test_attack_permitOfSomeoneElse() public {
        uint256 id = _list();
        IDataMarketplace.Permit memory permit = _permit(100e18, START);
        _expectAllowance(0);
        vm.prank(stranger);
        marketplace.buySegmentWithPermit(id, 100e18, permit);
        vm.assertEq(pat.nonces(buyer), 0, "not consumed");
    }

    /// @notice Garbage and expired permits fall back to the allowance that stands.
    function test_attack_malformedPermit() public {
        (uint256 first, uint256 second) = (_list(), _list());
        vm.startPrank(buyer);
        marketplace.buySegmentWithPermit(first, NO_LIMIT, IDataMarketplace.Permit(1, NO_LIMIT, 255, 0, 0));
        marketplace.buySegmentWithPermit(second, NO_LIMIT, _permit(1, START - 1));
        vm.stopPrank();
        vm.assertTrue(marketplace.hasAccess(buyer, second), "bought");
    }

    // ------------------------------------------------------------------ Merkle over-claims

    /// @notice I5. Overlapping shares: together they get what their own distribution received, not a wei of others'.
    function test_attack_merkleOverlappingShares() public {
        _buy(buyer, _list());
        IDataMarketplace.Share[] memory shares = new IDataMarketplace.Share[](2);
        shares[0] = IDataMarketplace.Share(0, alice, 0, ONE);
        shares[1] = IDataMarketplace.Share(1, bob, 0, ONE);
        (bytes32 content, bytes32[] memory leaves) = _distribute(shares);
        _buy(buyer, 2);
        vm.assertEq(marketplace.claimDistribution(content, shares[0], MerkleTree.proof(leaves, 0)), 70e18, "all");
        _expectNothing(content, 1);
        marketplace.claimDistribution(content, shares[1], MerkleTree.proof(leaves, 1));
        vm.assertEq(_liabilities(), 70e18, "the other provider's");
        vm.prank(provider);
        vm.assertEq(marketplace.withdrawEarnings(), 70e18, "is still paid");
    }

    /// @notice I5. Two leaves under one index share one claim record.
    function test_attack_merkleSameLeafIndexTwice() public {
        IDataMarketplace.Share[] memory shares = new IDataMarketplace.Share[](2);
        shares[0] = IDataMarketplace.Share(0, alice, 0, ONE / 2);
        shares[1] = IDataMarketplace.Share(0, alice, ONE / 2, ONE);
        (bytes32 content, bytes32[] memory leaves) = _distribute(shares);
        _buy(buyer, 1);
        vm.assertEq(marketplace.claimDistribution(content, shares[0], MerkleTree.proof(leaves, 0)), 35e18, "half");
        _expectNothing(content, 0);
        marketplace.claimDistribution(content, shares[1], MerkleTree.proof(leaves, 1));
    }

    /// @notice A leaf claims once for the same proceeds; another segment's root, chain or marketplace is no use.
    function test_attack_merkleReplays() public {
        IDataMarketplace.Share[] memory shares = new IDataMarketplace.Share[](1);
        shares[0] = IDataMarketplace.Share(0, alice, 0, ONE);
        (bytes32 content,) = _distribute(shares);
        (bytes32 other,) = _distribute(shares);
        _buy(buyer, 1);
        _buy(buyer, 2);
        bytes32[] memory none = new bytes32[](0);
        marketplace.claimDistribution(content, shares[0], none);
        _expectNothing(content, 0);
        marketplace.claimDistribution(content, shares[0], none);
        // The second segment listed under the first one's root: its leaves name the first.
        IDataMarketplace.Listing memory listing = _listing();
        listing.provider = address(0);
        listing.distributionRoot = marketplace.distribution(1).root;
        _buy(buyer, _register(listing));
        _expectInvalidProof(listing.contentHash, 0);
        marketplace.claimDistribution(listing.contentHash, shares[0], none);
        vm.chainId(324);
        _expectInvalidProof(other, 0);
        marketplace.claimDistribution(other, shares[0], none);
        vm.chainId(31_337);
        // The same content and root at another marketplace.
        marketplace = _anotherMarketplace(address(pat), wallet);
        vm.prank(buyer);
        pat.approve(address(marketplace), NO_LIMIT);
        listing.contentHash = content;
        _buy(buyer, _register(listing));
        _expectInvalidProof(content, 0);
        marketplace.claimDistribution(content, shares[0], none);
    }

    /// @notice An inner node is no leaf: its preimage is 64 bytes, a leaf's 32.
    function test_attack_merkleInnerNodeAsLeaf() public {
        IDataMarketplace.Share[] memory shares = new IDataMarketplace.Share[](4);
        for (uint64 i = 0; i < 4; ++i) {
            shares[i] = IDataMarketplace.Share(i, alice, i * ONE / 4, (i + 1) * ONE / 4);
        }
        (bytes32 content, bytes32[] memory leaves) = _distribute(shares);
        _buy(buyer, 1);
        bytes32[] memory upper = new bytes32[](1);
        upper[0] = MerkleTree.parent(leaves[2], leaves[3]);
        vm.assertEq(
            MerkleTree.parent(MerkleTree.parent(leaves[0], leaves[1]), upper[0]),
            marketplace.distribution(1).root,
            "the path of the inner node"
        );
        IDataMarketplace.Share memory forged =
            IDataMarketplace.Share(uint256(leaves[0]), address(uint160(uint256(leaves[1]))), 0, ONE);
        _expectInvalidProof(content, forged.leaf);
        marketplace.claimDistribution(content, forged, upper);
        _expectInvalidProof(content, 0);
        marketplace.claimDistribution(content, shares[0], new bytes32[](0));
    }

    // ------------------------------------------------------------------ receivers and whitelist

    /// @notice Reverting receivers: contracts that refuse every call still pay, are paid and hold access; nobody else
    /// is held up.
    function test_attack_revertingReceivers() public {
        Refuser refuser = new Refuser();
        vm.prank(owner);
        marketplace.setBrokerWallet(address(refuser));
        IDataMarketplace.Listing memory listing = _listing();
        listing.provider = address(refuser);
        listing.capacity = 2;
        uint256 id = _register(listing);
        _buy(buyer, id);
        vm.assertEq(pat.balanceOf(address(refuser)), 30e18, "the broker's wallet is paid");
        _fund(address(refuser));
        refuser.act(address(marketplace), abi.encodeWithSignature("buySegment(uint256)", id));
        vm.assertTrue(marketplace.hasAccess(address(refuser), id), "access");
        refuser.act(address(marketplace), abi.encodeWithSignature("withdrawEarnings()"));
        vm.assertEq(_liabilities(), 0, "paid out");
    }

    /// @notice I10, I13. Expired whitelist: nothing new but spot; everything held can be used, closed and withdrawn.
    function test_attack_expiredWhitelist() public {
        vm.prank(registrar);
        gate.admitInstitution(provider, uint40(START + 100), 0);
        vm.prank(owner);
        gate.advancePhase();
        uint256 id = _list(FLAT, 2);
        _buy(buyer, id);
        _fund(provider);
        _buy(provider, id);
        vm.assertTrue(gate.isAllowed(provider, Product.Forward, Action.Open), "before");
        vm.warp(START + 100);
        vm.assertEq(uint256(gate.classOf(provider)), uint256(ParticipantClass.Lapsed), "lapsed");
        vm.assertFalse(gate.isAllowed(provider, Product.Forward, Action.Open), "reduce-only");
        vm.assertTrue(gate.isAllowed(provider, Product.Forward, Action.Close), "never trapped");
        vm.assertTrue(marketplace.hasAccess(provider, id), "access stays");
        vm.prank(provider);
        vm.assertEq(marketplace.withdrawEarnings(), 140e18, "earnings are paid");
    }

    // ------------------------------------------------------------------ upgrades

    /// @notice I25. Every wrong implementation is refused by both entry points, with its reason, and nothing changes.
    function test_attack_upgrades() public {
        _buy(buyer, _list());
        bytes32 layout = marketplace.layoutHash();
        bytes32 other = keccak256("other");
        _refuseUpgrade(
            stranger, abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotAContract.selector, stranger)
        );
        _refuseUpgrade(
            address(0), abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotAContract.selector, address(0))
        );
        address wrong = address(new NotUups(address(pat), layout));
        _refuseUpgrade(wrong, abi.encodeWithSelector(ERC1967Utils.ERC1967InvalidImplementation.selector, wrong));
        // The proxy itself answers everything but the UUID.
        wrong = address(marketplace);
        _refuseUpgrade(wrong, abi.encodeWithSelector(ERC1967Utils.ERC1967InvalidImplementation.selector, wrong));
        wrong = address(new Candidate(stranger, layout));
        _refuseUpgrade(wrong, _patMismatch(wrong, stranger));
        wrong = address(gate);
        _refuseUpgrade(wrong, _patMismatch(wrong, address(0)));
        wrong = address(new Candidate(address(pat), other));
        _refuseUpgrade(wrong, _layoutMismatch(wrong, other));
        wrong = address(new Layoutless(address(pat)));
        _refuseUpgrade(wrong, _layoutMismatch(wrong, 0));
        address right = address(new Candidate(address(pat), layout));
        vm.prank(owner);
        marketplace.updateBrokerContract(right);
    }

    /// @notice Contracts that answer with nothing, too little or no address fail as typed as any.
    function test_attack_upgradeToMumblers() public {
        address wrong = address(new Mumbler(""));
        _refuseUpgrade(wrong, _patMismatch(wrong, address(0)));
        wrong = address(new Mumbler(hex"01"));
        _refuseUpgrade(wrong, _patMismatch(wrong, address(0)));
        wrong = address(new Mumbler(abi.encode(NO_LIMIT)));
        _refuseUpgrade(wrong, _patMismatch(wrong, address(type(uint160).max)));
        // The right address in the low bits with dirt above it is not PAT.
        wrong = address(new Mumbler(abi.encode(uint256(uint160(address(pat))) | (1 << 200))));
        _refuseUpgrade(wrong, _patMismatch(wrong, address(pat)));
    }

    // ------------------------------------------------------------------ time and size

    /// @notice Time standing still: any number of acts in one second, as on ZKsync.
    function test_attack_timeStandsStill() public {
        uint256[] memory ids = new uint256[](30);
        for (uint256 i = 0; i < 30; ++i) {
            ids[i] = _list(FALLING, 1);
            vm.assertEq(_buy(buyer, ids[i]), 100e18, "fresh");
        }
        vm.assertEq(marketplace.indexBucket(MARKET, HOUR).trades, 30, "one bucket");
        vm.startPrank(pricer);
        marketplace.setReferenceAsk(MARKET, 105e18);
        marketplace.setReferenceAsk(MARKET, 95e18);
        vm.stopPrank();
        vm.assertEq(marketplace.market(MARKET).anchorAsk, ASK, "one day");
        vm.startPrank(registrar);
        gate.admitInstitution(alice, uint40(START + 1), 0);
        gate.revokeInstitution(alice);
        vm.stopPrank();
        vm.assertEq(uint256(gate.classOf(alice)), uint256(ParticipantClass.Lapsed), "revoked in its second");
    }

    /// @notice Extremes: an ask of the whole cap, and a batch whose sum leaves 88 bits.
    function test_attack_extremes() public {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.segmentType = "HUGE";
        terms.referenceAsk = type(uint88).max;
        vm.prank(owner);
        uint16 market = uint16(marketplace.addMarket(terms));
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](100);
        for (uint256 i = 0; i < 100; ++i) {
            orders[i] = IDataMarketplace.Order(_listIn(market, type(uint88).max, FLAT), NO_LIMIT);
        }
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, buyer, RICH, 100 * uint256(type(uint88).max)
            )
        );
        vm.prank(buyer);
        marketplace.buySegments(orders, false, buyer);
        vm.assertEq(_liabilities() + _earnings(provider), 0, "nothing owed");
        // All the PAT there can ever be, in one purchase.
        terms.segmentType = "WHOLE";
        terms.referenceAsk = uint88(SUPPLY);
        vm.startPrank(owner);
        market = uint16(marketplace.addMarket(terms));
        vm.stopPrank();
        _give(buyer, pat.balanceOf(treasury));
        vm.assertEq(_buy(buyer, _listIn(market, uint88(SUPPLY), FLAT)), SUPPLY, "bought");
        vm.assertEq(_liabilities(), SUPPLY * 7 / 10, "owed");
        vm.prank(provider);
        vm.assertEq(marketplace.withdrawEarnings(), SUPPLY * 7 / 10, "paid");
    }

    // ------------------------------------------------------------------ shorthands

    function _listIn(uint16 market, uint88 freshAsk, uint8 curve) private returns (uint256) {
        IDataMarketplace.Listing memory listing = _listing();
        (listing.market, listing.freshAsk, listing.curve) = (market, freshAsk, curve);
        return _register(listing);
    }

    function _settledMarket() private returns (uint16) {
        IDataMarketplace.MarketTerms memory terms = _terms();
        terms.segmentType = "SETTLED";
        (terms.settlementPeriodHours, terms.settlementWindowHours, terms.settlementOffsetHours) = (24, 6, 8);
        vm.prank(owner);
        return uint16(marketplace.addMarket(terms));
    }

    function _consent(address recipient, address payer) private {
        vm.prank(recipient);
        marketplace.setPurchaseConsent(payer, true);
    }

    function _buyFor(address payer, address recipient) private {
        uint256 id = _list();
        vm.prank(payer);
        marketplace.buySegmentFor(id, NO_LIMIT, recipient);
    }

    function _buyInBatch(address payer, address recipient) private {
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](1);
        orders[0] = IDataMarketplace.Order(_list(), NO_LIMIT);
        vm.prank(payer);
        marketplace.buySegments(orders, true, recipient);
    }

    function _expectMove(uint256 ask, uint256 lowest, uint256 highest) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(
                IDataMarketplace.DataMarketplace_ReferenceMoveTooLarge.selector, MARKET, ask, lowest, highest
            )
        );
    }

    function _anotherMarketplace(address token, address wallet_) private returns (IMarketplace other) {
        bytes memory initializer =
            abi.encodeCall(IMarketplace.initialize, (owner, wallet_, MARGIN, MAX_BACKDATE));
        other = IMarketplace(_proxy(address(_implementation(token, address(gate))), initializer));
        vm.startPrank(owner);
        other.setRole(Role.Lister, lister, true);
        other.setRole(Role.Pricer, pricer, true);
        other.addMarket(_terms());
        vm.stopPrank();
        vm.startPrank(pricer);
        other.addCurve(type(uint256).max);
        other.addCurve(_falling());
        vm.stopPrank();
    }

    function _useToken(address token, address wallet_) private {
        marketplace = _anotherMarketplace(token, wallet_);
    }

    function _guardedCalls(uint256 id) private view returns (bytes[] memory calls) {
        IDataMarketplace.Order[] memory orders = new IDataMarketplace.Order[](1);
        orders[0] = IDataMarketplace.Order(id, NO_LIMIT);
        IDataMarketplace.Permit memory none;
        calls = new bytes[](8);
        calls[0] = abi.encodeWithSignature("buySegment(uint256)", id);
        calls[1] = abi.encodeWithSignature("buySegment(uint256,uint256)", id, NO_LIMIT);
        calls[2] = abi.encodeCall(marketplace.buySegmentFor, (id, NO_LIMIT, address(this)));
        calls[3] = abi.encodeCall(marketplace.buySegmentWithPermit, (id, NO_LIMIT, none));
        calls[4] = abi.encodeCall(marketplace.buySegments, (orders, false, address(this)));
        calls[5] = abi.encodeWithSignature("withdrawEarnings()");
        calls[6] = abi.encodeWithSignature("withdrawEarnings(uint256,address)", 1, address(this));
        calls[7] = abi.encodeCall(
            marketplace.claimDistribution,
            (bytes32(uint256(1)), IDataMarketplace.Share(0, address(this), 0, ONE), new bytes32[](0))
        );
    }

    function _checkRefused(HookedToken token) private view {
        vm.assertFalse(token.succeeded(), "entered");
        vm.assertEq(
            token.answer(),
            abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            "by the guard"
        );
    }

    function _permit(uint256 value, uint256 deadline) private view returns (IDataMarketplace.Permit memory) {
        bytes32 type_ =
            keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
        bytes32 struct_ = keccak256(
            abi.encode(type_, buyer, address(marketplace), value, pat.nonces(buyer), deadline)
        );
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", pat.DOMAIN_SEPARATOR(), struct_));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(BUYER_KEY, digest);
        return IDataMarketplace.Permit(value, deadline, v, r, s);
    }

    function _expectAllowance(uint256 allowance) private view {
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientAllowance.selector, address(marketplace), allowance, 100e18
            )
        );
    }

    function _distribute(IDataMarketplace.Share[] memory shares)
        private
        returns (bytes32 content, bytes32[] memory leaves)
    {
        IDataMarketplace.Listing memory listing = _listing();
        content = listing.contentHash;
        leaves = MerkleTree.leaves(block.chainid, address(marketplace), content, shares);
        listing.provider = address(0);
        listing.distributionRoot = MerkleTree.root(leaves);
        _register(listing);
    }

    function _expectNothing(bytes32 content, uint256 leaf) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NothingToClaim.selector, content, leaf)
        );
    }

    function _expectInvalidProof(bytes32 content, uint256 leaf) private pure {
        vm.expectRevert(
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_InvalidProof.selector, content, leaf)
        );
    }

    function _patMismatch(address wrong, address token) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IDataMarketplace.DataMarketplace_PatMismatch.selector, wrong, token);
    }

    function _layoutMismatch(address wrong, bytes32 follows) private view returns (bytes memory) {
        return abi.encodeWithSelector(
            IDataMarketplace.DataMarketplace_LayoutMismatch.selector, wrong, marketplace.layoutHash(), follows
        );
    }

    function _refuseUpgrade(address wrong, bytes memory reason) private {
        bytes32 before = vm.load(address(marketplace), ERC1967Utils.IMPLEMENTATION_SLOT);
        vm.expectRevert(reason);
        vm.prank(owner);
        marketplace.updateBrokerContract(wrong);
        vm.expectRevert(reason);
        vm.prank(owner);
        marketplace.upgradeToAndCall(wrong, "");
        bytes32 after_ = vm.load(address(marketplace), ERC1967Utils.IMPLEMENTATION_SLOT);
        vm.assertEq(after_, before, "implementation");
    }
}
