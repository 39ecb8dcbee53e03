// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BuyingActs} from "./BuyingActs.t.sol";
import {ExitActs} from "./ExitActs.t.sol";
import {GateActs} from "./GateActs.t.sol";
import {IndexActs} from "./IndexActs.t.sol";
import {Cast} from "./Cast.t.sol";
import {DeliveryActs} from "./DeliveryActs.t.sol";
import {MarketChecks} from "./MarketChecks.t.sol";
import {MarketSetting} from "./MarketSetting.t.sol";
import {OwnerActs} from "./OwnerActs.t.sol";
import {PricingActs} from "./PricingActs.t.sol";
import {TimeActs} from "./TimeActs.t.sol";

/// @notice Everybody who acts on a marketplace, one random step at a time.
contract MarketWalker is
    MarketSetting,
    BuyingActs,
    DeliveryActs,
    ExitActs,
    PricingActs,
    OwnerActs,
    GateActs,
    IndexActs,
    TimeActs,
    MarketChecks
{
    /// @dev How often each act is chosen, in the order of `_perform`. Listing and buying lead.
    uint8[] private _weights =
        [34, 8, 40, 14, 12, 20, 6, 3, 14, 8, 10, 18, 2, 2, 5, 4, 2, 2, 2, 2, 3, 2, 2, 1, 6, 2, 1, 2, 3, 1, 4, 8, 12, 30];

    constructor(Cast memory cast_) {
        cast = cast_;
        time = cast_.start;
        wallet = cast_.wallet;
        lists[cast_.lister] = true;
        prices[cast_.pricer] = true;
        _openMarkets();
        _addCurves();
        _startDelivering();
        held[cast_.treasury] = cast_.treasuryHolds;
        for (uint256 i = 0; i < ACTORS; ++i) {
            actors[i] = vm.addr(KEYS + i);
            // The last one is poor.
            uint256 amount = i == ACTORS - 1 ? 250e18 : 1_000_000e18;
            vm.prank(cast_.treasury);
            cast_.pat.transfer(actors[i], amount);
            _pay(cast_.treasury, actors[i], amount);
            vm.prank(actors[i]);
            cast_.pat.approve(_marketplace(), type(uint256).max);
            allowed[actors[i]] = type(uint256).max;
        }
    }

    function step(uint256 seed) external {
        _reseed(seed);
        // The owner's pause has no end of its own.
        _perform(ownerPaused && _chance(20) ? 19 : _weighed(_weights));
    }

    /// @notice Every walk trades, lets segments expire, pays out and goes round.
    function checkReach() external view {
        uint256 expired;
        for (uint256 id = 1; id < segments.length; ++id) if (time >= _expiry(id)) ++expired;
        vm.assertGe(segments.length - 1, 25, "reach: segments");
        vm.assertGe(expired, 10, "reach: expiries");
        vm.assertGe(done["purchase"], 20, "reach: purchases");
        vm.assertGe(done["index entry"], 5, "reach: index entries");
        vm.assertGe(done["deliverAccess"], 1, "reach: deliveries");
        vm.assertGe(done["withdrawEarnings"], 2, "reach: withdrawals");
        vm.assertGe(done["claimDistribution"], 2, "reach: claims");
        vm.assertGe(done["repriceSegment"], 1, "reach: repricing");
        vm.assertGe(done["setReferenceAsk"], 1, "reach: moves");
        vm.assertGe(done["wrap"], 1, "reach: wraps");
        vm.assertGe(time, cast.start + 10 days, "reach: time");
    }

    function _perform(uint256 act) private {
        if (act == 0) _list();
        else if (act == 1) _listBatch();
        else if (act == 2) _buy();
        else if (act == 3) _buyFor();
        else if (act == 4) _buyWithPermit();
        else if (act == 5) _buyBatch();
        else if (act == 6) _consent();
        else if (act == 7) _approve();
        else if (act == 8) _reprice();
        else if (act == 9) _moveReference();
        else if (act == 10) _withdraw();
        else if (act == 11) _claim();
        else if (act == 12) _donate();
        else if (act == 13) _recoverSurplus();
        else if (act == 14) _wrap();
        else if (act == 15) _unwrap();
        else _performMore(act);
    }

    function _performMore(uint256 act) private {
        if (act == 16) _setMargin();
        else if (act == 17) _setBand();
        else if (act == 18) _setWallet();
        else if (act == 19) _setPaused();
        else if (act == 20) _setRole();
        else if (act == 21) _upgrade();
        else if (act == 22) _addMarket();
        else if (act == 23) _addCurve();
        else if (act == 24) _pauseAtGate();
        else if (act == 25) _refreshPause();
        else if (act == 26) _refreshStanding();
        else if (act == 27) _markBroker();
        else if (act == 28) _markAffiliate();
        else if (act == 29) _advance();
        else if (act == 30) _readPrice();
        else if (act == 31) _digest();
        else if (act == 32) _deliver();
        else _pass();
    }
}
