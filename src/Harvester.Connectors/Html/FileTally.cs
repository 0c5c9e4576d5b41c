using Harvester.Connectors.Definitions;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>
/// Counts the items of a listing that have files. After a redesign the titles often still stand where they stood, but nothing leads to the files.
/// </summary>
internal sealed class FileTally(HtmlBlock block)
{
    /// <summary>Fewer items may well have no file yet.</summary>
    private const int SmallestListing = 5;

    private long total;
    private long withFiles;
    private bool anyData;

    /// <summary>Counts an item; false: it is no dataset, since it has no file.</summary>
    public bool Takes(HtmlItem item)
    {
        total++;
        if (item.Distributions.Count > 0)
            withFiles++;
        anyData |= item.Distributions.Any(IsData);
        return item.Distributions.Count > 0 || block.Files != HtmlFiles.Required;
    }

    /// <exception cref="SourceException">Code <c>implausible-listing</c>: none of at least five items has a file, or most have none where they are expected; no file is for programs where they are required.</exception>
    public void Judge(string url)
    {
        if (block.Distributions is null || block.Files == HtmlFiles.Optional || total == 0)
            return;
        var selector = $"distributions.items.select (\"{block.Distributions.Items.Select}\")";
        if (block.Files == HtmlFiles.Required && withFiles > 0 && !anyData)
        {
            throw new SourceException("implausible-listing", Whose.Ours, url,
                $"Of the files of {withFiles} items by {selector} none has a format that programs read; nothing was taken. Is this the page of the data?");
        }

        var lacking = total - withFiles;
        if (withFiles == 0 ? block.Files == HtmlFiles.Required || total >= SmallestListing : block.Files == HtmlFiles.Expected && total >= SmallestListing && lacking * 2 > total)
        {
            throw new SourceException("implausible-listing", Whose.Ours, url,
                $"{lacking} of {total} items have no file by {selector}; nothing was taken. Has the site been redesigned? If that is right, say files: optional.");
        }
    }

    /// <summary>What nothing is known of may be data.</summary>
    private static bool IsData(IReadOnlyDictionary<string, FieldValue> file)
    {
        var format = file.GetValueOrDefault("format")?.First
            ?? (Uri.TryCreate(HtmlFile.Address(file), UriKind.Absolute, out var url) ? FileFormats.Extension(url) : null);
        return format is null || FileFormats.IsData(format);
    }
}
