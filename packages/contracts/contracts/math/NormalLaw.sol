// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The logarithm and the normal law in integers, for the option pricer
/// @notice The same integers as `integer/fixedPoint.ts` of the derivatives package, bit for bit. Everything is at scale 2**96
/// unless said otherwise. The polynomials are those of its `coefficients.generated.ts`, written out so that each is one chain of
/// multiplications without memory; errors and bounds, which say why nothing overflows, stand in its docs/integerPricer.md.
library NormalLaw {
    int256 internal constant ONE = 1 << 96;
    /// @dev ln(2).
    int256 internal constant LN2 = 54916777467707473351141471128;
    /// @dev 1 / sqrt(2 pi).
    int256 private constant INVERSE_SQRT_2PI = 31607463825455920808620519744;
    /// @dev floor(sqrt(2)): mantissas above it are halved, so that the logarithm of what is left is below ln(2)/2.
    uint256 private constant SQRT2 = 112045541949572279837463876454;

    /// @notice `ln(ratio / 2**127)`. Error below 2e-19.
    /// @param ratio From 2**64 to below 2**255.
    function ln(uint256 ratio) internal pure returns (int256) {
        unchecked {
            uint256 exponent = Math.log2(ratio);
            uint256 mantissa = exponent > 96 ? ratio >> (exponent - 96) : ratio << (96 - exponent);
            if (mantissa > SQRT2) {
                mantissa >>= 1;
                ++exponent;
            }
            int256 t = ((int256(mantissa) - ONE) << 96) / (int256(mantissa) + ONE);
            return ((t * _atanh((t * t) >> 96)) >> 96) + (int256(exponent) - 127) * LN2;
        }
    }

    /// @notice Standard normal density. Relative error below 4.5e-18 plus a unit.
    /// @param d Within 9 of zero.
    function density(int256 d) internal pure returns (int256) {
        unchecked {
            int256 exponent = (d * d) >> 97;
            int256 halvings = (exponent + (LN2 >> 1)) / LN2;
            return (_exp(halvings * LN2 - exponent) * INVERSE_SQRT_2PI) >> uint256(96 + halvings);
        }
    }

    /// @notice Mills ratio, of the upper tail to the density. Error below 1e-17.
    /// @param z Zero or more.
    function mills(int256 z) internal pure returns (int256 y) {
        unchecked {
            int256 x = (5 << 192) / (5 * ONE + z);
            y = -107013406722637168790748515;
            y = ((y * x) >> 96) + 1126127482042325225760173125;
            y = ((y * x) >> 96) - 5287842139153113465202845114;
            y = ((y * x) >> 96) + 14472226010752571820282523457;
            y = ((y * x) >> 96) - 25293056534519951303019852802;
            y = ((y * x) >> 96) + 29098488570436752680241426079;
            y = ((y * x) >> 96) - 21830185533754748021729874936;
            y = ((y * x) >> 96) + 9446583629308545222940281123;
            y = ((y * x) >> 96) + 439208734089956661130363098;
            y = ((y * x) >> 96) - 4456465769056419984769367840;
            y = ((y * x) >> 96) + 3241146088667015606568395659;
            y = ((y * x) >> 96) - 2191911346498151714747524222;
            y = ((y * x) >> 96) + 1032073115118871404630314700;
            y = ((y * x) >> 96) + 1159491303382363954291771208;
            y = ((y * x) >> 96) + 3047200330614173122381121438;
            y = ((y * x) >> 96) + 5083280837224916014020248376;
            y = ((y * x) >> 96) + 7464859907919090794482442895;
            y = ((y * x) >> 96) + 9887591310341657389567370169;
            y = ((y * x) >> 96) + 12118744963394324386230766220;
            y = ((y * x) >> 96) + 13944156385195889941581794304;
            y = ((y * x) >> 96) + 15211807208241283663880508094;
            y = ((y * x) >> 96) + 15845632502779493146473558061;
            y = ((y * x) >> 96) + 15845632502853253869914334295;
            y = ((y * x) >> 96) - 335985728112;
        }
    }

    /// @dev exp(x), for x within ln(2)/2 of zero.
    function _exp(int256 x) private pure returns (int256 y) {
        unchecked {
            y = 1989422140184587239513;
            y = ((y * x) >> 96) + 21892832640200453491320;
            y = ((y * x) >> 96) + 218330956194190967771021;
            y = ((y * x) >> 96) + 1964976122389089437491165;
            y = ((y * x) >> 96) + 15719873553380324294054216;
            y = ((y * x) >> 96) + 110039115105656551812754296;
            y = ((y * x) >> 96) + 660234687617781461582250706;
            y = ((y * x) >> 96) + 3301173438080199533956617643;
            y = ((y * x) >> 96) + 13204693752377400800991916780;
            y = ((y * x) >> 96) + 39614081257132314461918194144;
            y = ((y * x) >> 96) + 79228162514264337574856068268;
            y = ((y * x) >> 96) + 79228162514264337350537354092;
        }
    }

    /// @dev 2 atanh(t)/t for x = t * t, t within (sqrt(2) - 1)**2 of zero.
    function _atanh(int256 x) private pure returns (int256 y) {
        unchecked {
            y = 10507321051664220515822499742;
            y = ((y * x) >> 96) + 10496751546893639522254381375;
            y = ((y * x) >> 96) + 12190964864888890371223620804;
            y = ((y * x) >> 96) + 14405085245131392633938322178;
            y = ((y * x) >> 96) + 17606258696759439035145696969;
            y = ((y * x) >> 96) + 22636617859150967252549009215;
            y = ((y * x) >> 96) + 31691265005711672341296507273;
            y = ((y * x) >> 96) + 52818775009509551836045453442;
            y = ((y * x) >> 96) + 158456325028528675188280060356;
        }
    }
}
