namespace Harvester.Connectors.Definitions;

/// <summary><c>html:</c> pages that a person reads, described by selectors.</summary>
public sealed record HtmlBlock
{
    public required IReadOnlyList<Uri> Start { get; init; }

    /// <summary>One item is one dataset (or one file of one, with <see cref="GroupBy"/>).</summary>
    public required HtmlItems Items { get; init; }

    /// <summary>Link from an item to the page that has its fields; null: the item has them.</summary>
    public HtmlLink? Detail { get; init; }

    /// <summary>Link from a listing page to the next.</summary>
    public HtmlLink? Next { get; init; }

    /// <summary>A page that matches this selector is no listing (a login form, a captcha): the run fails.</summary>
    public string? FailWhen { get; init; }

    /// <summary>What it means that an item has no file.</summary>
    public HtmlFiles Files { get; init; }

    /// <summary>Field whose equal values make several items one dataset; equal titles only within one category.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Schema field (<c>title</c>, <c>modified</c>, <c>contactPoint.name</c>; <c>id</c> for the record id) → how to get it.</summary>
    public required IReadOnlyDictionary<string, HtmlValue> Fields { get; init; }

    public HtmlDistributions? Distributions { get; init; }
}
