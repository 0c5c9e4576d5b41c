using Harvester.Core.Ports;
using Harvester.Publishing.Dumps;
using Harvester.Web.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Harvester.Web.Feeds;

/// <summary><c>/dumps/manifest.json</c>, <c>/dumps/{file}</c> of the set that holds, <c>/dumps/{set}/{file}</c> of that set: with ranges and validators.</summary>
internal static class DumpsApi
{
    public static async Task<IResult> Manifest(HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        if (await CurrentAsync(store, options, cancellationToken) is not { } manifest)
            return NoneYet(context);
        return Results.Bytes(manifest.ToJson(), "application/json; charset=utf-8", lastModified: manifest.GeneratedAt, entityTag: new EntityTagHeaderValue($"\"{manifest.Set}\"", isWeak: true));
    }

    public static async Task<IResult> Newest(string file, HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        if (!CatalogueDump.FileNames.Contains(file))
            return Unknown(file);
        return await CurrentAsync(store, options, cancellationToken) is { } manifest && manifest.Files.FirstOrDefault(one => one.Name == file) is { } told
            ? Serve(context, new DumpFolder(options.Dumps!).Locate(manifest.Set, file), told.MediaType, told, file)
            : NoneYet(context);
    }

    /// <summary>The newest set or the one before: who began with a manifest comes to the end with it.</summary>
    public static async Task<IResult> OfSet(string set, string file, HttpContext context, IStore store, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        if (await CurrentAsync(store, options, cancellationToken) is not { } manifest)
            return NoneYet(context);
        var told = manifest.Set == set ? manifest.Files.FirstOrDefault(one => one.Name == file) : null;
        return CatalogueDump.FileNames.Contains(file)
            ? Serve(context, new DumpFolder(options.Dumps!).Locate(set, file), file.EndsWith(".gz", StringComparison.Ordinal) ? "application/gzip" : "text/csv; charset=utf-8", told, $"{set}-{file}")
            : Unknown(file);
    }

    /// <summary>The set that holds; null where there is none, or where something was taken down since: then none of it is handed out, whoever is to write it anew.</summary>
    private static async Task<DumpManifest?> CurrentAsync(IStore store, HarvesterWebOptions options, CancellationToken cancellationToken) =>
        options.Dumps is { } folder && new DumpFolder(folder).Read() is { } manifest && !await CatalogueDump.IsVoidAsync(manifest, store, cancellationToken) ? manifest : null;

    private static IResult Serve(HttpContext context, string? path, string mediaType, DumpFile? told, string name)
    {
        if (path is null || !File.Exists(path))
            return ApiResponse.NotFound("This set of dumps is not there any more: /dumps/manifest.json names the present one.");
        // Of the set before the checksum is not at hand; its name is in the address, and it never changes.
        if (told is not null)
            context.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(told.Sha256))}:"; // RFC 9530
        return Results.File(
            path, mediaType, name, File.GetLastWriteTimeUtc(path), new EntityTagHeaderValue($"\"{told?.Sha256 ?? name}\""), enableRangeProcessing: true);
    }

    private static IResult Unknown(string file) => ApiResponse.NotFound($"There is no dump \"{file}\": there are {string.Join(", ", CatalogueDump.FileNames)}.");

    private static IResult NoneYet(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "600";
        return ApiResponse.NotFound("There are no dumps at the moment: they are written each night, and anew after something was taken down.");
    }
}
