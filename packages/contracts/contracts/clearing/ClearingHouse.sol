// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataMarketplace} from "../marketplace/IDataMarketplace.sol";
import {ISettlementOracle} from "../settlement/ISettlementOracle.sol";
import {ClearingBase} from "./ClearingBase.sol";
import {ClearingCaps} from "./ClearingCaps.sol";
import {ClearingCharges} from "./ClearingCharges.sol";
import {ClearingFills} from "./ClearingFills.sol";
import {ClearingSettlement} from "./ClearingSettlement.sol";

/// @title ClearingHouse: see IClearingHouse for what every function promises
/// @dev Immutable. Joins accounts, matchers, charges, books, positions, caps, fills and settlement. Nobody has power over a balance
/// but its account, or over a position but the matchers that the account let in.
contract ClearingHouse is ClearingFills, ClearingSettlement {
    /// @param owner_ Announces matchers and sets charges: a timelock.
    /// @param marketplace_ Whose index settles series, and whose token and gate count here.
    /// @param oracle_ Of that marketplace.
    /// @param brokerWallet Whose balance fees go to, at first none.
    /// @param accountShareBps_ An account's share of a market's cap, 1 to 10,000.
    /// @param houseShareBps_ The share of the house, 1 to 10,000.
    constructor(
        address owner_,
        IDataMarketplace marketplace_,
        ISettlementOracle oracle_,
        address brokerWallet,
        uint256 accountShareBps_,
        uint256 houseShareBps_
    )
        ClearingBase(owner_, marketplace_, oracle_)
        ClearingCharges(brokerWallet)
        ClearingCaps(accountShareBps_, houseShareBps_)
    {}
}
