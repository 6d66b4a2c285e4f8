using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

internal sealed class DatabaseResource(string name, ServerResource parent)
    : Resource(name), IResourceWithParent<ServerResource>, IResourceWithConnectionString, IResourceWithWaitSupport
{
    public ServerResource Parent { get; } = parent;

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent};Database={Name}");
}
