using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Links;

/// <summary>The addresses of a dataset's files that can be looked at, each under the key of its check.</summary>
internal static class LinkAddresses
{
    internal static IEnumerable<(string Key, string Url)> Of(Dataset dataset)
    {
        foreach (var file in dataset.Distributions)
        {
            if (file.Address is { } url && IsHttp(url))
                yield return (file.Id, url);
            var access = LinkCheck.AccessKey(file);
            if (access != file.Id && IsHttp(file.AccessUrl!))
                yield return (access, file.AccessUrl!);
        }
    }

    private static bool IsHttp(string url) =>
        url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
