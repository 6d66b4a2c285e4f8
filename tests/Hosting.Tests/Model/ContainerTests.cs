using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Migration.Hosting.Tests.Model;

[TestClass]
public sealed class ContainerTests
{
    [TestMethod]
    [DataRow("redis", null, "redis", "latest", null)]
    [DataRow("redis:7", null, "redis", "7", null)]
    [DataRow("docker.io/library/postgres:18.3", "docker.io", "library/postgres", "18.3", null)]
    [DataRow("localhost:5000/app", "localhost:5000", "app", "latest", null)]
    [DataRow("team/app@sha256:abc", null, "team/app", null, "abc")]
    public void AddContainer_Image_IsTakenApart(string image, string? registry, string name, string? tag, string? digest)
    {
        using var lab = new ModelLab();

        var annotation = Image(lab.CreateBuilder().AddContainer("c", image));

        (annotation.Registry, annotation.Image, annotation.Tag, annotation.SHA256).Should().Be((registry, name, tag, digest));
    }

    [TestMethod]
    public void WithImage_Again_ChangesIt()
    {
        using var lab = new ModelLab();
        var container = lab.CreateBuilder().AddContainer("c", "redis", "7").WithImageRegistry("registry.example");

        Image(container.WithImage("valkey")).Should().BeEquivalentTo(new { Registry = "registry.example", Image = "valkey", Tag = "latest" });
        Image(container.WithImageSHA256("abc")).Tag.Should().BeNull();
        Image(container.WithImageTag("8")).SHA256.Should().BeNull();
        FluentActions.Invoking(() => container.WithImage("valkey:8", "9")).Should().Throw<InvalidOperationException>().WithMessage("*'valkey:8'*'9'*");
    }

    [TestMethod]
    public void WithMounts_AreRecorded()
    {
        using var lab = new ModelLab();
        var container = lab.CreateBuilder().AddContainer("c", "redis").WithVolume("data", "/data").WithVolume("/scratch")
            .WithBindMount("conf", "/conf", isReadOnly: true);

        container.Resource.Annotations.OfType<ContainerMountAnnotation>().Select(mount => (mount.Type, mount.Source, mount.Target, mount.IsReadOnly)).Should()
            .Equal(
                (ContainerMountType.Volume, "data", "/data", false),
                (ContainerMountType.Volume, null, "/scratch", false),
                (ContainerMountType.BindMount, Path.Join(lab.Folder, "conf"), "/conf", true));
        FluentActions.Invoking(() => new ContainerMountAnnotation("relative", "/x", ContainerMountType.BindMount, isReadOnly: false)).Should()
            .Throw<ArgumentException>().WithParameterName("source");
    }

    [TestMethod]
    public async Task WithSettings_AreRecorded()
    {
        using var lab = new ModelLab();
        var container = lab.CreateBuilder().AddContainer("c", "redis").WithEntrypoint("/bin/sh").WithLifetime(ContainerLifetime.Persistent)
            .WithContainerName("mine").WithImagePullPolicy(ImagePullPolicy.Never).WithContainerRuntimeArgs("--cpus", "1").Resource;

        container.Entrypoint.Should().Be("/bin/sh");
        container.IsContainer().Should().BeTrue();
        container.TryGetLastAnnotation<ContainerLifetimeAnnotation>(out var lifetime).Should().BeTrue();
        lifetime!.Lifetime.Should().Be(ContainerLifetime.Persistent);
        container.Annotations.OfType<ContainerNameAnnotation>().Single().Name.Should().Be("mine");
        container.Annotations.OfType<ContainerImagePullPolicyAnnotation>().Single().ImagePullPolicy.Should().Be(ImagePullPolicy.Never);
        var context = new ContainerRuntimeArgsCallbackContext([]);
        await container.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>().Single().Callback(context);
        context.Args.Should().Equal("--cpus", "1");
    }

    [TestMethod]
    public void VolumeNameGenerator_NamesAppHostResourceAndPurpose()
    {
        using var lab = new ModelLab();
        var builder = lab.CreateBuilder();
        var container = builder.AddContainer("redis", "redis");

        VolumeNameGenerator.Generate(container, "data").Should()
            .Be($"migration.hosting.tests-{builder.Configuration["AppHost:Sha256"]![..10]}-redis-data");
        FluentActions.Invoking(() => VolumeNameGenerator.Generate(container, "da/ta")).Should().Throw<ArgumentException>().WithParameterName("suffix");
    }

    private static ContainerImageAnnotation Image(IResourceBuilder<ContainerResource> builder) =>
        builder.Resource.Annotations.OfType<ContainerImageAnnotation>().Should().ContainSingle().Subject;
}
