using Microsoft.AspNetCore.Http;

namespace Migration.Hosting.Projects;

/// <summary>An endpoint of a project's Kestrel settings.</summary>
/// <param name="Name">Its key in <c>Kestrel:Endpoints</c>.</param>
/// <param name="Address">Its URL.</param>
/// <param name="SpeaksHttp2Only">True when its protocols are Http2 alone.</param>
internal sealed record KestrelEndpoint(string Name, BindingAddress Address, bool SpeaksHttp2Only);
