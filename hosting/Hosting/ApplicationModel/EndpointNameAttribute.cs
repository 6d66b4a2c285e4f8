namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that the parameter is the name of an endpoint.</summary>
[AttributeUsage(AttributeTargets.Parameter, AllowMultiple = false)]
public sealed class EndpointNameAttribute : Attribute, IModelNameParameter
{
}
