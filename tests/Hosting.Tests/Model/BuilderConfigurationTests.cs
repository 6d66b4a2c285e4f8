using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting;
using Microsoft.Extensions.Hosting;
using Migration.Hosting.Building;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class BuilderConfigurationTests
{
    [TestMethod]
    public void Configuration_AppHostKeys_TellWhereItLies()
    {
        using var lab = new ModelLab();
        var builder = (DistributedApplicationBuilder)lab.CreateBuilder();

        builder.AppHostDirectory.Should().Be(lab.Folder);
        builder.AppHostPath.Should().Be(Path.Join(lab.Folder, "Migration.Hosting.Tests"));
        builder.Configuration["AppHost:Directory"].Should().Be(lab.Folder);
        builder.Configuration["AppHost:Path"].Should().Be(builder.AppHostPath);
        builder.Configuration["AppHost:Sha256"].Should()
            .Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(builder.AppHostPath))));
        builder.AppHostAssembly.Should().BeSameAs(typeof(BuilderConfigurationTests).Assembly);
        builder.Environment.ContentRootPath.Should().Be(lab.Folder);
        builder.Environment.ApplicationName.Should().Be("Migration.Hosting.Tests");
    }

    [TestMethod]
    public void Configuration_Sources_OverrideInOrder()
    {
        using var lab = new ModelLab();
        lab.Write("appsettings.json", """{ "One": "file", "Two": "file", "Three": "file", "Four": "file" }""");
        using var variables = new EnvironmentVariables(("Two", "plain"), ("Three", "plain"), ("ASPIRE_Three", "prefixed"), ("ASPIRE_Four", "prefixed"));

        var builder = lab.CreateBuilder("--Four=argument");

        string?[] values = [builder.Configuration["One"], builder.Configuration["Two"], builder.Configuration["Three"], builder.Configuration["Four"]];
        values.Should().Equal("file", "plain", "prefixed", "argument");
    }

    [TestMethod]
    public void CreateBuilder_ManyTimes_TakesNoFileWatches()
    {
        using var lab = new ModelLab();
        lab.Write("appsettings.json", "{}");

        // The usual limit is 128 watches for all processes of a user.
        var builders = Enumerable.Range(0, 150).Select(_ => lab.CreateBuilder()).ToArray();

        builders.Should().AllSatisfy(builder => builder.Configuration["hostBuilder:reloadConfigOnChange"].Should().Be("false"));
    }

    [TestMethod]
    [DataRow("--operation", "publish", true)]
    [DataRow("--operation", "PUBLISH", true)]
    [DataRow("--operation", "run", false)]
    [DataRow("--publisher", "manifest", true)]
    [DataRow("--other", "x", false)]
    public void ExecutionContext_Switches_ChooseTheOperation(string name, string value, bool publish)
    {
        using var lab = new ModelLab();
        var context = lab.CreateBuilder(name, value).ExecutionContext;

        context.IsPublishMode.Should().Be(publish);
        context.IsRunMode.Should().Be(!publish);
    }

    [TestMethod]
    public void ExecutionContext_UnknownOperation_IsNamed()
    {
        using var lab = new ModelLab();

        FluentActions.Invoking(() => lab.CreateBuilder("--operation", "deploy")).Should()
            .Throw<DistributedApplicationException>().WithMessage("*'deploy'*run or publish*");
    }

    [TestMethod]
    public void AppHostAssembly_NotThere_IsNull()
    {
        using var lab = new ModelLab();
        var builder = DistributedApplication.CreateBuilder(
            new DistributedApplicationOptions { AssemblyName = "No.Such.Assembly", ProjectDirectory = lab.Folder });

        builder.AppHostAssembly.Should().BeNull();
        builder.Environment.ApplicationName.Should().Be("No.Such.Assembly");
    }

    [TestMethod]
    public void DiagnosticListener_HearsOfEveryStep_AndCanChangeTheSettings()
    {
        using var lab = new ModelLab();
        var heard = new List<(string Name, object? Payload)>();
        using var subscription = DiagnosticListener.AllListeners.Subscribe(new ListenerObserver(heard));

        var builder = lab.CreateBuilder();
        using var application = builder.Build();

        heard.Select(entry => entry.Name).Should().Equal(
            "DistributedApplicationBuilderConstructing", "DistributedApplicationBuilderConstructed", "DistributedApplicationBuilding", "DistributedApplicationBuilt");
        var (options, settings) = ((DistributedApplicationOptions, HostApplicationBuilderSettings))heard[0].Payload!;
        options.ProjectDirectory.Should().Be(lab.Folder);
        settings.EnvironmentName.Should().Be("Heard");
        heard[1].Payload.Should().BeSameAs(builder);
        heard[2].Payload.Should().BeSameAs(builder);
        heard[3].Payload.Should().BeSameAs(application);
        builder.Environment.EnvironmentName.Should().Be("Heard");
    }

    private sealed class ListenerObserver(List<(string Name, object? Payload)> heard)
        : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (string.Equals(value.Name, BuilderEvents.ListenerName, StringComparison.Ordinal))
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            heard.Add((value.Key, value.Value));
            if (value.Value is ValueTuple<DistributedApplicationOptions, HostApplicationBuilderSettings> constructing)
            {
                constructing.Item2.EnvironmentName = "Heard";
            }
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
