using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <content>Images.</content>
public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Chooses the image.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="image">The image, with or without registry, tag and digest.</param>
    /// <param name="tag">The tag; null means that of the image, else latest.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The image names a tag or a digest too.</exception>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(image);
        var name = ContainerImageName.Parse(image);
        if (tag is not null && (name.Tag ?? name.Digest) is { } other)
        {
            throw new InvalidOperationException($"The image '{image}' already says '{other}', and the tag '{tag}' is given too. Give one of them.");
        }

        var annotation = builder.Resource.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault();
        if (annotation is null)
        {
            annotation = new ContainerImageAnnotation { Image = name.Image };
            builder.WithAnnotation(annotation);
        }

        annotation.Registry = name.Registry ?? annotation.Registry;
        annotation.Image = name.Image;
        if (name.Digest is not null)
        {
            annotation.SHA256 = name.Digest;
        }
        else
        {
            annotation.Tag = tag ?? name.Tag ?? "latest";
        }

        return builder;
    }

    /// <summary>Chooses the tag of the image.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="tag">The tag.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The container has no image.</exception>
    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(tag);
        ImageOf(builder.Resource).Tag = tag;
        return builder;
    }

    /// <summary>Chooses the registry of the image.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="registry">The registry; null means the engine's default.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The container has no image.</exception>
    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ImageOf(builder.Resource).Registry = registry;
        return builder;
    }

    /// <summary>Chooses the image by its digest.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="sha256">The digest in hexadecimal digits.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="InvalidOperationException">The container has no image.</exception>
    public static IResourceBuilder<T> WithImageSHA256<T>(this IResourceBuilder<T> builder, string sha256)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(sha256);
        ImageOf(builder.Resource).SHA256 = sha256;
        return builder;
    }

    /// <summary>Says when the image is pulled.</summary>
    /// <typeparam name="T">The type of the resource.</typeparam>
    /// <param name="builder">The container.</param>
    /// <param name="pullPolicy">When.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithImagePullPolicy<T>(this IResourceBuilder<T> builder, ImagePullPolicy pullPolicy)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(
            new ContainerImagePullPolicyAnnotation { ImagePullPolicy = pullPolicy }, ResourceAnnotationMutationBehavior.Replace);
    }

    private static ContainerImageAnnotation ImageOf(ContainerResource resource) =>
        resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image)
            ? image
            : throw new InvalidOperationException($"The resource '{resource.Name}' has no image. Call WithImage first.");
}
