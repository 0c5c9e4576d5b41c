using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary><c>html:</c> pages that a person reads, described by selectors.</summary>
public sealed record HtmlBlock
{
    /// <summary>Listing pages, or the pages of the first level of <see cref="Index"/>; empty with a <see cref="Sitemap"/>.</summary>
    public required IReadOnlyList<Uri> Start { get; init; }

    /// <summary>Levels of links between the start pages and the listings, outermost first: categories, then their parts.</summary>
    public IReadOnlyList<HtmlLink> Index { get; init; } = [];

    /// <summary>Where the records' own pages are found instead of in listings.</summary>
    public HtmlSitemap? Sitemap { get; init; }

    /// <summary>One item is one dataset (or one file of one, with <see cref="GroupBy"/>).</summary>
    public required HtmlItems Items { get; init; }

    /// <summary>Link from an item to the page that has its fields; null: the item has them.</summary>
    public HtmlLink? Detail { get; init; }

    /// <summary>Link from a listing page to the next.</summary>
    public HtmlLink? Next { get; init; }

    /// <summary>The other way from page to page; null with <see cref="Next"/>.</summary>
    public HtmlPager? Pages { get; init; }

    /// <summary>Where a listing's first page says how many items it has.</summary>
    public HtmlCount? Count { get; init; }

    /// <summary>Pages whose absolute address matches are never asked for: an English half, a print view.</summary>
    public Regex? SkipAddress { get; init; }

    /// <summary>Further hosts whose pages may be asked for; those of the start pages are.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>A page that matches this selector is no listing (a login form, a captcha): the run fails.</summary>
    public string? FailWhen { get; init; }

    /// <summary>What it means that an item has no file.</summary>
    public HtmlFiles Files { get; init; }

    /// <summary>Field whose equal values make several items one dataset; equal titles only within one category.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Schema field (<c>title</c>, <c>modified</c>, <c>contactPoint.name</c>; <c>id</c> for the record id) → how to get it.</summary>
    public required IReadOnlyDictionary<string, HtmlValue> Fields { get; init; }

    /// <summary>
    /// Selector of what names its values by words (a small table, a <c>dl</c>; of a row of <c>layout: table</c> the row itself, by the heads of its
    /// columns). What the words mean stands in <c>mappings/crosswalks/html.yml</c>; <see cref="Fields"/> go before. Null: nothing is read so.
    /// </summary>
    public string? Labels { get; init; }

    public HtmlDistributions? Distributions { get; init; }
}
