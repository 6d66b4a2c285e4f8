using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class NamingTests
{
    [TestMethod]
    [DataRow("a")]
    [DataRow("listings-db")]
    [DataRow("A1-b2")]
    [DataRow("a234567890123456789012345678901234567890123456789012345678901234")]
    public void AddResource_GoodName_IsAccepted(string name)
    {
        using var lab = new ModelLab();

        lab.CreateBuilder().AddExecutable(name, "true", ".").Resource.Name.Should().Be(name);
    }

    [TestMethod]
    [DataRow("1a", "start with an ASCII letter")]
    [DataRow("-a", "start with an ASCII letter")]
    [DataRow("a_b", "ASCII letters, digits, and hyphens")]
    [DataRow("aé", "ASCII letters, digits, and hyphens")]
    [DataRow("a--b", "consecutive hyphens")]
    [DataRow("a-", "end with a hyphen")]
    [DataRow("a2345678901234567890123456789012345678901234567890123456789012345", "between 1 and 64 characters")]
    public void AddResource_BadName_SaysTheRule(string name, string rule)
    {
        using var lab = new ModelLab();

        FluentActions.Invoking(() => lab.CreateBuilder().AddExecutable(name, "true", ".")).Should()
            .Throw<ArgumentException>().WithMessage($"Resource name '{name}' is invalid.*{rule}*").WithParameterName(nameof(name));
    }

    [TestMethod]
    public void AddResource_SameNameInAnotherCase_IsRefused()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        builder.AddExecutable("api", "true", ".");

        FluentActions.Invoking(() => builder.AddParameter("API")).Should()
            .Throw<DistributedApplicationException>().WithMessage("*'API'*already exists*case-insensitive*");
        builder.Resources.Should().ContainSingle();
    }

    [TestMethod]
    public void Resources_SetAndInsert_KeepNamesUnique()
    {
        IResourceCollection resources = new ResourceCollection { new ProjectResource("a"), new ProjectResource("b") };

        resources[0] = new ProjectResource("A");
        FluentActions.Invoking(() => resources[0] = new ProjectResource("B")).Should().Throw<DistributedApplicationException>();
        FluentActions.Invoking(() => resources.Insert(0, new ProjectResource("b"))).Should().Throw<DistributedApplicationException>();
        resources.TryGetByName("a", out var found).Should().BeTrue();
        found.Should().BeSameAs(resources[0]);
    }

    [TestMethod]
    public void CreateResourceBuilder_ByName_FindsOrSaysWhatThereIs()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        builder.AddParameter("user");

        builder.CreateResourceBuilder<ParameterResource>("USER").Resource.Name.Should().Be("user");
        builder.TryCreateResourceBuilder<ProjectResource>("user", out _).Should().BeFalse();
        FluentActions.Invoking(() => builder.CreateResourceBuilder<ParameterResource>("usr")).Should()
            .Throw<InvalidOperationException>().WithMessage("*'usr'*user*");
        FluentActions.Invoking(() => builder.CreateResourceBuilder<ProjectResource>("user")).Should()
            .Throw<InvalidOperationException>().WithMessage("*ParameterResource*ProjectResource*");
    }

    [TestMethod]
    public void WithAnnotation_Replace_RemovesThoseOfTheSameType()
    {
        using var lab = new ModelLab();
        var api = lab.CreateBuilder().AddExecutable("api", "true", ".");

        api.WithAnnotation(new ReplicaAnnotation(1)).WithAnnotation(new ReplicaAnnotation(2)).Resource.Annotations
            .OfType<ReplicaAnnotation>().Should().HaveCount(2);
        api.WithAnnotation(new ReplicaAnnotation(3), ResourceAnnotationMutationBehavior.Replace).Resource.GetReplicaCount().Should().Be(3);
        api.Resource.Annotations.OfType<ReplicaAnnotation>().Should().ContainSingle();
        api.WithAnnotation<ExplicitStartupAnnotation>().Resource.HasAnnotationOfType<ExplicitStartupAnnotation>().Should().BeTrue();
    }
}
