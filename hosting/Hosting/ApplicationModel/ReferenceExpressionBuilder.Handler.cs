using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <content>The interpolated string that adds to a builder.</content>
public partial class ReferenceExpressionBuilder
{
    /// <summary>Adds the parts of an interpolated string to a builder.</summary>
    /// <param name="literalLength">The length of the literal parts.</param>
    /// <param name="formattedCount">The number of other parts.</param>
    /// <param name="builder">The builder.</param>
    [InterpolatedStringHandler]
#pragma warning disable CS9113 // The compiler of the caller fixes the first two parameters; the parts grow by themselves.
    public ref struct ReferenceExpressionBuilderInterpolatedStringHandler(
        int literalLength, int formattedCount, ReferenceExpressionBuilder builder)
#pragma warning restore CS9113
    {
        private readonly ReferenceExpressionParts _parts = builder._parts;

        /// <summary>Adds a literal part.</summary>
        /// <param name="value">The text.</param>
        public readonly void AppendLiteral(string value) => _parts.AddLiteral(value);

        /// <summary>Adds a text that is known.</summary>
        /// <param name="value">The text; null adds nothing.</param>
        public readonly void AppendFormatted(string? value) => _parts.AddValue(value, format: null);

        /// <summary>Adds a text that is known.</summary>
        /// <param name="value">The text; null adds nothing.</param>
        /// <param name="format">Null leaves the text; <c>uri</c> escapes it for a URI.</param>
        public void AppendFormatted(string? value, string format) => _parts.AddValue(value, format);

        /// <summary>Adds a live reference.</summary>
        /// <typeparam name="T">The type of the reference.</typeparam>
        /// <param name="valueProvider">The reference.</param>
        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider => _parts.AddReference(valueProvider, format: null);

        /// <summary>Adds a live reference.</summary>
        /// <typeparam name="T">The type of the reference.</typeparam>
        /// <param name="valueProvider">The reference.</param>
        /// <param name="format">Null leaves the value; <c>uri</c> escapes it for a URI.</param>
        public void AppendFormatted<T>(T valueProvider, string? format)
            where T : IValueProvider, IManifestExpressionProvider => _parts.AddReference(valueProvider, format);

        /// <summary>Adds a live reference to a resource.</summary>
        /// <typeparam name="T">The type of the resource.</typeparam>
        /// <param name="valueProvider">The builder of the resource.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider, format: null);

        /// <summary>Adds a live reference to a resource.</summary>
        /// <typeparam name="T">The type of the resource.</typeparam>
        /// <param name="valueProvider">The builder of the resource.</param>
        /// <param name="format">Null leaves the value; <c>uri</c> escapes it for a URI.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format)
            where T : IResource, IValueProvider, IManifestExpressionProvider
        {
            ArgumentNullException.ThrowIfNull(valueProvider);
            _parts.AddReference(valueProvider.Resource, format);
        }

        /// <summary>Refuses a format for an expression, which has parts of its own.</summary>
        /// <param name="valueProvider">The expression.</param>
        /// <param name="format">The format.</param>
        [Obsolete("ReferenceExpression instances can't be used in interpolated string with a custom format. Duplicate the inner expression in-place.", error: true)]
        public void AppendFormatted(ReferenceExpression valueProvider, string format) =>
            throw new NotSupportedException("Write the parts of the inner expression in place and format them there.");
    }
}
