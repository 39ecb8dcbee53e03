/** The environment variable that holds the number of the mutant that is on. */
export const MUTANT_VARIABLE = 'PHASEGATE_MUTANT';

/**
 * What the mutated contracts ask. It reads the environment through the test runner's cheat codes, so that a mutant needs
 * no compilation of its own; pure by a cast, since some of what is mutated is.
 */
export const MUTANT_LIBRARY = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

library Mutant {
    address private constant RUNNER = address(uint160(uint256(keccak256("hevm cheat code"))));

    function on(uint256 number) internal pure returns (bool) {
        function(uint256) view returns (bool) asks = _isOn;
        function(uint256) pure returns (bool) answers;
        assembly {
            answers := asks
        }
        return answers(number);
    }

    function _isOn(uint256 number) private view returns (bool) {
        (, bytes memory answer) =
            RUNNER.staticcall(abi.encodeWithSignature("envOr(string,uint256)", "${MUTANT_VARIABLE}", uint256(0)));
        return abi.decode(answer, (uint256)) == number;
    }
}
`;
