using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Harvester.Web.Assets;

/// <summary>The stylesheet, the icon and the scripts: embedded in the assembly, served with a validator and for ever under their versioned address.</summary>
internal sealed class Asset
{
    private static readonly Asset Style = new("site.css", "text/css; charset=utf-8");
    private static readonly Asset Live = new("live.js", "text/javascript; charset=utf-8");
    private static readonly Asset Mark = new("icon.svg", "image/svg+xml");

    private readonly byte[] bytes;
    private readonly string mediaType;
    private readonly string version;

    private Asset(string name, string mediaType)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(typeof(Asset), name)
            ?? throw new InvalidOperationException($"the assembly lacks the resource {name}");
        bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        this.mediaType = mediaType;
        version = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
    }

    public static string StylesheetAddress => $"/assets/site.css?v={Style.version}";
    public static string LiveScriptAddress => $"/assets/live.js?v={Live.version}";
    public static string IconAddress => $"/assets/icon.svg?v={Mark.version}";

    public static IResult Stylesheet(HttpContext context) => Style.Serve(context);

    public static IResult LiveScript(HttpContext context) => Live.Serve(context);

    public static IResult Icon(HttpContext context) => Mark.Serve(context);

    private IResult Serve(HttpContext context)
    {
        if (context.Request.Query["v"] == version)
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(bytes, mediaType, entityTag: new EntityTagHeaderValue($"\"{version}\""));
    }
}
