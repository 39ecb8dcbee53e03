// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {ReadinessMeter} from "../gate/ReadinessMeter.sol";
import {BadFaithWalker} from "../harness/badFaith/BadFaithWalker.t.sol";
import {Keys, Missing, Stage} from "../harness/badFaith/BadFaithBooks.t.sol";
import {MarketplaceFixture} from "../harness/MarketplaceFixture.t.sol";
import {IWalker} from "../harness/walk/IWalker.t.sol";
import {Walks} from "../harness/walk/Walks.t.sol";
import {PhaseGovernor} from "./PhaseGovernor.sol";
import {VotePAT} from "./VotePAT.sol";

/// @notice Company, auditor, pricer, lister, guardian, registrar and half of the votes, all in bad faith together: phase
/// 4 never without the four parties, the index never outside the band in force, the ways out always open.
contract BadFaith is MarketplaceFixture, Walks {
    /// @notice Two walks for each party that is missing, and for nobody.
    function test_everybodyInBadFaith() public {
        _campaign(10, 115, 1, new bytes4[](0), new string[](0));
    }

    function _begin() internal override returns (IWalker) {
        super.setUp();
        Stage memory stage;
        (stage.marketplace, stage.pat, stage.gate) = (marketplace, pat, gate);
        stage.votePat = VotePAT(_create("VotePAT.sol:VotePAT", abi.encode(pat)));
        PhaseGovernor.Settings memory settings = PhaseGovernor.Settings(1 days, 3 days, 1_000e18, 400, 2 days);
        bytes memory arguments = abi.encode(stage.votePat, settings);
        stage.governor = PhaseGovernor(payable(_create("PhaseGovernor.sol:PhaseGovernor", arguments)));
        stage.timelock = TimelockController(payable(stage.governor.timelock()));
        vm.prank(governance);
        gate.setGovernance(address(stage.timelock));
        stage.meter = ReadinessMeter(_create("ReadinessMeter.sol:ReadinessMeter", abi.encode(marketplace)));
        gate.connectMeter(stage.meter);
        (stage.start, stage.missing) = (START, Missing(walk % 5));
        return new BadFaithWalker(stage, Keys(owner, registrar, guardian, lister, pricer, treasury, AUDITOR_KEY));
    }
}
