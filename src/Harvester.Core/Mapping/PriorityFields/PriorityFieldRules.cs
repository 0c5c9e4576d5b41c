namespace Harvester.Core.Mapping.PriorityFields;

/// <summary>
/// <c>mappings/vocabularies/priority-fields.yml</c>: a replaceable working list. The plan speaks of 13 priority fields and no source names them, so that no
/// "x of 13" can be told from it, and whoever shows a figure of it shows the notice.
/// </summary>
/// <param name="NoticeJa">To be shown with every figure, in Japanese.</param>
/// <param name="NoticeEn">The same in English.</param>
public sealed record PriorityFieldRules(string NoticeJa, string NoticeEn, IReadOnlyList<PriorityField> Fields);
