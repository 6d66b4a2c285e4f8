using System.Net.Mime;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Migration.Dashboard.Access;

/// <summary>Answers with a component rendered once, on the server, as plain HTML.</summary>
internal sealed class StaticPage<TComponent>(params (string Name, object? Value)[] parameters) : IResult
    where TComponent : IComponent
{
    public int StatusCode { get; init; } = StatusCodes.Status200OK;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var rendered = await renderer.RenderComponentAsync<TComponent>(ParameterView.FromDictionary(
                parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal)));
            return rendered.ToHtmlString();
        });
        httpContext.Response.StatusCode = StatusCode;
        httpContext.Response.ContentType = $"{MediaTypeNames.Text.Html}; charset=utf-8";
        await httpContext.Response.WriteAsync("<!DOCTYPE html>" + html, httpContext.RequestAborted);
    }
}
