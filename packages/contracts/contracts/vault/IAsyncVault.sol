// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title ERC-7540: a vault whose deposits and redemptions are requests
/// @notice With ERC-4626's claims and ERC-7575's share. A controller's requests are one, number 0.
interface IAsyncVault {
    // ------------------------------------------------------------------ events

    /// @notice A deposit was requested.
    /// @param controller Who may claim.
    /// @param owner Whose wei.
    /// @param requestId 0.
    /// @param sender Who asked.
    /// @param assets Wei.
    event DepositRequest(
        address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 assets
    );

    /// @notice A redemption was requested.
    /// @param controller Who may claim.
    /// @param owner Whose shares.
    /// @param requestId 0.
    /// @param sender Who asked.
    /// @param shares How many.
    event RedeemRequest(
        address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 shares
    );

    /// @notice An operator was set.
    /// @param controller For whom.
    /// @param operator Who.
    /// @param approved Whether it may.
    event OperatorSet(address indexed controller, address indexed operator, bool approved);

    /// @notice Shares were claimed.
    /// @param sender The controller.
    /// @param owner Who got them.
    /// @param assets Wei that they cost.
    /// @param shares How many.
    event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares);

    /// @notice Wei were claimed.
    /// @param sender Who asked.
    /// @param receiver Who was paid.
    /// @param owner The controller.
    /// @param assets Wei.
    /// @param shares That they cost.
    event Withdraw(
        address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares
    );

    // ------------------------------------------------------------------ requests and claims

    /// @notice Requests a deposit, answered when the epoch is closed; the wei are taken now.
    /// @param assets Wei of PAT.
    /// @param controller Who may claim: one who may hold shares now.
    /// @param owner Whose wei: the caller's, or who made the caller its operator.
    /// @return requestId 0: a controller's requests are one.
    function requestDeposit(uint256 assets, address controller, address owner) external returns (uint256 requestId);

    /// @notice Requests a redemption, answered when the epoch is closed; the shares are taken now. Open to everybody, always.
    /// @param shares How many.
    /// @param controller Who may claim.
    /// @param owner Whose shares: the caller's, who made the caller its operator, or who gave it an allowance.
    /// @return requestId 0: a controller's requests are one.
    function requestRedeem(uint256 shares, address controller, address owner) external returns (uint256 requestId);

    /// @notice Claims shares for answered deposits of the caller.
    /// @param assets Wei of them.
    /// @param receiver Who gets the shares.
    /// @return shares How many, rounded down; for all wei all shares.
    function deposit(uint256 assets, address receiver) external returns (uint256 shares);

    /// @notice Claims shares for answered deposits.
    /// @param assets Wei of them.
    /// @param receiver Who gets the shares.
    /// @param controller Whose request: the caller's, or who made the caller its operator.
    /// @return shares How many, rounded down; for all wei all shares.
    function deposit(uint256 assets, address receiver, address controller) external returns (uint256 shares);

    /// @notice Claims shares for answered deposits of the caller.
    /// @param shares How many.
    /// @param receiver Who gets them.
    /// @return assets Wei that they cost, rounded up.
    function mint(uint256 shares, address receiver) external returns (uint256 assets);

    /// @notice Claims shares for answered deposits.
    /// @param shares How many.
    /// @param receiver Who gets them.
    /// @param controller Whose request: the caller's, or who made the caller its operator.
    /// @return assets Wei that they cost, rounded up.
    function mint(uint256 shares, address receiver, address controller) external returns (uint256 assets);

    /// @notice Claims wei for answered redemptions.
    /// @param shares Of them.
    /// @param receiver Who is paid.
    /// @param controller Whose request: the caller's, or who made the caller its operator.
    /// @return assets Wei paid, rounded down; for all shares all wei.
    function redeem(uint256 shares, address receiver, address controller) external returns (uint256 assets);

    /// @notice Claims wei for answered redemptions.
    /// @param assets Wei.
    /// @param receiver Who is paid.
    /// @param controller Whose request: the caller's, or who made the caller its operator.
    /// @return shares That they cost, rounded up.
    function withdraw(uint256 assets, address receiver, address controller) external returns (uint256 shares);

    /// @notice Lets somebody else request and claim for the caller.
    /// @param operator Who.
    /// @param approved Whether it may.
    /// @return True.
    function setOperator(address operator, bool approved) external returns (bool);

    // ------------------------------------------------------------------ views

    /// @notice Whether somebody may request and claim for another.
    /// @param controller For whom.
    /// @param operator Who.
    /// @return Whether it may.
    function isOperator(address controller, address operator) external view returns (bool);

    /// @notice What is deposited.
    /// @return PAT.
    function asset() external view returns (address);

    /// @notice What is minted.
    /// @return The vault itself.
    function share() external view returns (address);

    /// @notice Everything that works.
    /// @return Wei in the clearing house, locked or not.
    function totalAssets() external view returns (uint256);

    /// @notice What a deposit would be worth now, before rounding of an epoch.
    /// @param assets Wei.
    /// @return Shares.
    function convertToShares(uint256 assets) external view returns (uint256);

    /// @notice What shares would be worth if nothing were owed.
    /// @param shares How many.
    /// @return Wei.
    function convertToAssets(uint256 shares) external view returns (uint256);

    /// @notice Deposits that no epoch has answered.
    /// @param requestId Any.
    /// @param controller Whose.
    /// @return Wei.
    function pendingDepositRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Deposits whose shares wait.
    /// @param requestId Any.
    /// @param controller Whose.
    /// @return Wei.
    function claimableDepositRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Redemptions that no epoch has answered.
    /// @param requestId Any.
    /// @param controller Whose.
    /// @return Shares.
    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Redemptions whose wei wait.
    /// @param requestId Any.
    /// @param controller Whose.
    /// @return Shares.
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice The most that `deposit` claims by.
    /// @param controller Whose.
    /// @return Wei.
    function maxDeposit(address controller) external view returns (uint256);

    /// @notice The most that `mint` claims.
    /// @param controller Whose.
    /// @return Shares.
    function maxMint(address controller) external view returns (uint256);

    /// @notice The most that `redeem` claims by.
    /// @param controller Whose.
    /// @return Shares.
    function maxRedeem(address controller) external view returns (uint256);

    /// @notice The most that `withdraw` claims.
    /// @param controller Whose.
    /// @return Wei.
    function maxWithdraw(address controller) external view returns (uint256);

    /// @notice Refused, as ERC-7540 asks.
    /// @param assets Any.
    /// @return Never.
    function previewDeposit(uint256 assets) external view returns (uint256);

    /// @notice Refused, as ERC-7540 asks.
    /// @param shares Any.
    /// @return Never.
    function previewMint(uint256 shares) external view returns (uint256);

    /// @notice Refused, as ERC-7540 asks.
    /// @param shares Any.
    /// @return Never.
    function previewRedeem(uint256 shares) external view returns (uint256);

    /// @notice Refused, as ERC-7540 asks.
    /// @param assets Any.
    /// @return Never.
    function previewWithdraw(uint256 assets) external view returns (uint256);
}
