-- control, 13: the findings of an order, also of one that is void. Creates an index, which locks control.finding_act against writing for as long as
-- that takes: there are a few thousand acts a year.
create index finding_act_of_order on control.finding_act (centre, rectification) where act = 'order';
