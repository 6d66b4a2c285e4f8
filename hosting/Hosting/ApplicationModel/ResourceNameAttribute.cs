namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that the parameter is the name of a resource.</summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class ResourceNameAttribute : Attribute, IModelNameParameter
{
}
