namespace Aspire.Hosting.ApplicationModel;

/// <summary>Marks attributes of parameters that take a name checked against the naming rules.</summary>
public interface IModelNameParameter
{
}
