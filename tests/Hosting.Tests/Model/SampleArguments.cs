using System.Linq.Expressions;
using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Migration.Hosting.Tests.Model;

/// <summary>Makes good arguments for any public entry.</summary>
internal sealed class SampleArguments(IDistributedApplicationBuilder application)
{
    private readonly SampleResource _resource = new($"sample{Guid.NewGuid():N}");

    /// <summary>A type that satisfies the constraints of a generic parameter.</summary>
    public static Type TypeFor(Type parameter)
    {
        var constraints = parameter.GetGenericParameterConstraints();
        return constraints switch
        {
            [] => typeof(object),
            _ when constraints.Contains(typeof(IDistributedApplicationBuilder)) => typeof(IDistributedApplicationBuilder),
            _ when constraints.Contains(typeof(IProjectMetadata)) => typeof(ProjectTests.SampleProject),
            _ when constraints.Contains(typeof(IDistributedApplicationEventingSubscriber)) => typeof(SampleSubscriber),
            _ when constraints.Contains(typeof(IValueProvider)) => typeof(ParameterResource),
            _ when constraints.Contains(typeof(IResourceAnnotation)) => typeof(ReplicaAnnotation),
            _ when constraints.Contains(typeof(ExecutableResource)) => typeof(ExecutableResource),
            _ when constraints.Contains(typeof(ProjectResource)) => typeof(ProjectResource),
            _ => typeof(SampleResource),
        };
    }

    public object? Make(ParameterInfo parameter)
    {
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        return parameter.IsOut ? null : parameter.HasDefaultValue && !type.IsValueType ? parameter.DefaultValue : Make(type);
    }

    private object? Make(Type type) => type switch
    {
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ when type.IsArray => Array.CreateInstance(type.GetElementType()!, 0),
        _ when type == typeof(string) => $"text{Guid.NewGuid():N}"[..20],
        _ when type == typeof(object) => "object",
        _ when type == typeof(Uri) => new Uri("https://sample.example/"),
        _ when type == typeof(IDistributedApplicationBuilder) => application,
        _ when type == typeof(IServiceCollection) => new ServiceCollection(),
        _ when type == typeof(IConfiguration) => application.Configuration,
        _ when type == typeof(IHostEnvironment) => application.Environment,
        _ when type == typeof(DistributedApplicationModel) => new DistributedApplicationModel([]),
        _ when type == typeof(DistributedApplicationOptions) => new DistributedApplicationOptions { ProjectDirectory = application.AppHostDirectory },
        _ when type == typeof(CustomResourceSnapshot) => new CustomResourceSnapshot { ResourceType = "Sample", Properties = [] },
        _ when type == typeof(ReferenceExpression) => ReferenceExpression.Create($"x"),
        _ when type == typeof(EndpointReference) => new EndpointReference(_resource, "http"),
        _ when type == typeof(NetworkIdentifier) => KnownNetworkIdentifiers.LocalhostNetwork,
        _ when type == typeof(CommandResultData) => new CommandResultData { Value = "x" },
        _ when type == typeof(Exception) => new InvalidOperationException("x"),
        _ when type == typeof(ProjectResource) => new ProjectResource("project"),
        _ when type == typeof(ParameterResource) || type == typeof(IExpressionValue) => new ParameterResource("parameter", _ => "v"),
        _ when type == typeof(GenerateParameterDefault) || type == typeof(ParameterDefault) => new GenerateParameterDefault(),
        _ when typeof(Delegate).IsAssignableFrom(type) => MakeDelegate(type),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IResourceBuilder<>) => MakeBuilder(type.GetGenericArguments()[0]),
        _ when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>) => Array.CreateInstance(type.GetGenericArguments()[0], 0),
        _ when type.IsInstanceOfType(_resource) => _resource,
        _ => throw new NotSupportedException($"Teach {nameof(SampleArguments)} to make a {type}."),
    };

    private object MakeBuilder(Type resource) => resource switch
    {
        _ when resource == typeof(ParameterResource) => application.CreateResourceBuilder(new ParameterResource("parameter", _ => "v")),
        _ when resource == typeof(ProjectResource) => application.CreateResourceBuilder(new ProjectResource("project")),
        _ when resource == typeof(ExecutableResource) => application.CreateResourceBuilder(new ExecutableResource("program", "true", ".")),
        _ when resource == typeof(ExternalServiceResource) =>
            application.CreateResourceBuilder(new ExternalServiceResource("external", new Uri("https://sample.example/"))),
        _ => application.CreateResourceBuilder(_resource),
    };

    private static Delegate MakeDelegate(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType)).ToArray();
        return Expression.Lambda(type, Expression.Default(invoke.ReturnType), parameters).Compile();
    }

    /// <summary>Satisfies every constraint on resources at once.</summary>
    internal sealed class SampleResource(string name) : ContainerResource(name), IResourceWithConnectionString, IResourceWithServiceDiscovery
    {
        public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"x");
    }

    internal sealed class SampleSubscriber : IDistributedApplicationEventingSubscriber
    {
        public Task SubscribeAsync(
            IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken) =>
            Task.CompletedTask;
    }
}
