using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The naming rules of resources and endpoints: 1 to 64 ASCII letters, digits and hyphens.</summary>
internal static class ModelName
{
    internal const int MaxLength = 64;

    /// <summary>Throws when a name breaks a rule.</summary>
    /// <param name="target">What is named, such as Resource or Endpoint; used in the message.</param>
    /// <param name="name">The name.</param>
    /// <param name="parameterName">The parameter that the error names.</param>
    internal static void Validate(string target, string name, string parameterName = "name")
    {
        if (!TryValidate(target, name, out var error))
        {
            throw new ArgumentException(error, parameterName);
        }
    }

    internal static bool TryValidate(string target, string name, [NotNullWhen(false)] out string? error)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var problem = name switch
        {
            { Length: > MaxLength } => $"Name must be between 1 and {MaxLength} characters long.",
            _ when !char.IsAsciiLetter(name[0]) => "Name must start with an ASCII letter.",
            _ when name.Any(character => !char.IsAsciiLetterOrDigit(character) && character != '-') =>
                "Name must contain only ASCII letters, digits, and hyphens.",
            _ when name.Contains("--", StringComparison.Ordinal) => "Name cannot contain consecutive hyphens.",
            _ when name.EndsWith('-') => "Name cannot end with a hyphen.",
            _ => null,
        };
        error = problem is null ? null : $"{target} name '{name}' is invalid. {problem}";
        return problem is null;
    }
}
