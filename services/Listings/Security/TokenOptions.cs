using System.ComponentModel.DataAnnotations;

namespace Migration.Listings.Security;

/// <summary>Section <c>Auth</c>: whose tokens are accepted.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Auth";

    /// <summary>The <c>iss</c> of every token: a name, which survives a change of address.</summary>
    [Required]
    public string Issuer { get; set; } = "";

    /// <summary>The <c>aud</c> of every token.</summary>
    [Required]
    public string Audience { get; set; } = "";

    /// <summary>Where the issuer publishes its keys; the host may be a name of service discovery.</summary>
    [Required]
    [Url]
    public string JwksUrl { get; set; } = "";
}
