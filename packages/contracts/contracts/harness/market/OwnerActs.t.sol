// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FreshnessCurve} from "../../math/FreshnessCurve.sol";
import {IDataMarketplace, Role} from "../../marketplace/IDataMarketplace.sol";
import {Refusals} from "./Refusals.t.sol";

/// @notice The owner's settings, roles, markets, curves, pause and upgrades, each also tried by who may not.
abstract contract OwnerActs is Refusals {
    function _setMargin() internal {
        address caller = _mostly(cast.owner);
        uint256 margin = _chance(85)
            ? _between(MIN_INDEX_MARGIN, 5_000)
            : _chance(50) ? MIN_INDEX_MARGIN - 1 : 5_001;
        bytes memory refusal = caller == cast.owner ? _marginOutOfBounds(margin) : _notOwner(caller);
        bytes memory call = abi.encodeCall(IDataMarketplace.setBrokerMargin, (uint16(margin)));
        _act("setBrokerMargin", caller, _marketplace(), call, refusal);
        if (refusal.length == 0) brokerMargin = margin;
    }

    function _setBand() internal {
        address caller = _mostly(cast.owner);
        uint256 band = _chance(80) ? _between(0, 5_000) : 5_001;
        bytes memory refusal;
        if (caller != cast.owner) refusal = _notOwner(caller);
        else if (band > 5_000) {
            refusal = abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarginBandTooWide.selector, band, 5_000);
        }
        bytes memory call = abi.encodeCall(IDataMarketplace.setMarginBand, (uint16(band)));
        _act("setMarginBand", caller, _marketplace(), call, refusal);
        if (refusal.length == 0) marginBand = band;
    }

    function _setWallet() internal {
        address caller = _mostly(cast.owner);
        address[4] memory wallets = [cast.wallet, cast.treasury, _marketplace(), address(0)];
        address next = wallets[_chance(60) ? _oneOf(2) : _oneOf(4)];
        bytes memory refusal;
        if (caller != cast.owner) refusal = _notOwner(caller);
        else if (next == address(0)) refusal = _zeroAddress("brokerWallet");
        else if (next == _marketplace()) {
            refusal = abi.encodeWithSelector(IDataMarketplace.DataMarketplace_WalletIsMarketplace.selector);
        }
        bytes memory call = abi.encodeCall(IDataMarketplace.setBrokerWallet, (next));
        _act("setBrokerWallet", caller, _marketplace(), call, refusal);
        if (refusal.length == 0) wallet = next;
    }

    /// @dev Paused less often than not, so that trade goes on.
    function _setPaused() internal {
        address caller = _mostly(cast.owner);
        bool next = !ownerPaused && _chance(60);
        bytes memory refusal = caller == cast.owner ? bytes("") : _notOwner(caller);
        string memory name = next ? "pause" : "end of a pause";
        _act(name, caller, _marketplace(), abi.encodeCall(IDataMarketplace.setPaused, (next)), refusal);
        if (refusal.length == 0) ownerPaused = next;
    }

    function _setRole() internal {
        address caller = _mostly(cast.owner);
        address account = _chance(3) ? address(0) : _actor();
        Role role = Role(_oneOf(2));
        bool granted = _chance(25);
        bytes memory refusal;
        if (caller != cast.owner) refusal = _notOwner(caller);
        else if (account == address(0)) refusal = _zeroAddress("account");
        bytes memory call = abi.encodeCall(IDataMarketplace.setRole, (role, account, granted));
        _act("setRole", caller, _marketplace(), call, refusal);
        if (refusal.length != 0) return;
        if (role == Role.Lister) lists[account] = granted;
        else prices[account] = granted;
    }

    function _upgrade() internal {
        address caller = _mostly(cast.owner);
        address next = _chance(90) ? cast.implementations[1 - implementation] : actors[0];
        bytes memory refusal;
        if (caller != cast.owner) refusal = _notOwner(caller);
        else if (next == actors[0]) {
            refusal = abi.encodeWithSelector(IDataMarketplace.DataMarketplace_NotAContract.selector, next);
        }
        bytes memory call = abi.encodeCall(IDataMarketplace.updateBrokerContract, (next));
        _act("updateBrokerContract", caller, _marketplace(), call, refusal);
        if (refusal.length == 0) implementation = 1 - implementation;
    }

    /// @dev One that exists, or whose settlements do not fit.
    function _addMarket() internal {
        address caller = _mostly(cast.owner);
        uint256 like = 1 + _oneOf(venues.length - 1);
        IDataMarketplace.MarketTerms memory terms = venues[like].terms;
        bytes memory refusal =
            abi.encodeWithSelector(IDataMarketplace.DataMarketplace_MarketExists.selector, like);
        if (_chance(60)) {
            uint256 flaw = _oneOf(6);
            if (flaw == 0) terms.bandBps = 10_000;
            if (flaw == 1) terms.dailyMoveBps = 10_000;
            if (flaw == 2) (terms.settlementPeriodHours, terms.settlementWindowHours) = (5, 5);
            if (flaw == 3) terms.settlementPeriodHours = 1_025;
            if (flaw == 4) terms.confidenceLowBps = terms.confidenceHighBps;
            if (flaw == 5) terms.window = 0;
            refusal = abi.encodeWithSelector(IDataMarketplace.DataMarketplace_InvalidMarketTerms.selector, terms);
        }
        if (caller != cast.owner) refusal = _notOwner(caller);
        _act("addMarket", caller, _marketplace(), abi.encodeCall(IDataMarketplace.addMarket, (terms)), refusal);
    }

    /// @dev One that rises, ends at zero or does not start at one.
    function _addCurve() internal {
        address caller = _mostly(cast.pricer);
        uint256 knot = [uint256(0), 15, 7][_oneOf(3)];
        uint256 value = knot == 0 ? 65_534 : knot == 15 ? 0 : 65_535;
        uint256 table;
        for (uint256 i = 0; i < 16; ++i) table |= (i == knot ? value : 65_535 - i) << (16 * i);
        bytes memory refusal =
            abi.encodeWithSelector(FreshnessCurve.FreshnessCurve_InvalidKnot.selector, knot, value);
        if (!prices[caller]) refusal = _notRole(caller, Role.Pricer);
        _act("addCurve", caller, _marketplace(), abi.encodeCall(IDataMarketplace.addCurve, (table)), refusal);
    }
}
