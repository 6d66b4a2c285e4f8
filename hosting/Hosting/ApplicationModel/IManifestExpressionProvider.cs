namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that a deployment manifest can name without knowing it.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The placeholder in braces, such as <c>{db.connectionString}</c> or <c>{api.bindings.http.url}</c>.</summary>
    string ValueExpression { get; }
}
